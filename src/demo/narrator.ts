/** Tells the story on standard output, one numbered chapter after another. */
export class Narrator {
  private chapters = 0;

  chapter(title: string): void {
    this.chapters += 1;
    this.line(`\n${this.chapters}. ${title}`);
  }

  /** One thing that happened. */
  tell(text: string): void {
    this.line(`   ${text}`);
  }

  /** A list below what was told. */
  list(items: readonly string[]): void {
    for (const item of items) this.line(`     · ${item}`);
  }

  line(text: string): void {
    process.stdout.write(`${text}\n`);
  }
}

/** '08:30 02/07/2026' in Vietnam. */
export function localTime(instant: string | Date): string {
  const local = new Date(new Date(instant).getTime() + 7 * 3_600_000).toISOString();
  return `${local.slice(11, 16)} ${localDay(local.slice(0, 10))}`;
}

/** '02/07/2026' */
export function localDay(day: string): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}
