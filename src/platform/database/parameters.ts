/**
 * The values of a statement that is put together from what was asked for. Only what was asked for stands in it: a
 * condition that may be absent (`$3 is null or …`) would keep an index from being used once the plan is kept.
 */
export class Parameters {
  readonly values: unknown[] = [];

  /** @returns what stands for the value in the statement */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }

  /** @returns the condition, or none where there is no value to compare with */
  when<T>(
    value: T | null | undefined,
    type: string,
    condition: (value: string) => string,
  ): readonly string[] {
    return value === null || value === undefined ? [] : [condition(this.add(value, type))];
  }
}
