import { good, waitFor, type Schemas } from './api.js';
import type { Company, Player } from './company.js';
import { localTime, type Narrator } from './narrator.js';

export type Explanation = Schemas['ExplanationDto'];
export type Notice = Schemas['NotificationDto'];

/** What every scene does: moves legal time, registers people, reads explanations and inboxes. */
export class Stage {
  private people = 0;

  constructor(
    readonly company: Company,
    readonly narrator: Narrator,
  ) {}

  async travelTo(to: string): Promise<void> {
    await good(this.company.administrator.client.POST('/v1/clock/travel', { body: { to } }));
    this.narrator.tell(`[legal time is now ${localTime(to)}]`);
  }

  /** Registers an invented person who lives in the commune. @returns the person's id */
  async resident(
    officer: Player,
    fullName: string,
    birthYear: number,
    unit: { code: string; on: string },
  ): Promise<string> {
    this.people += 1;
    const serial = String(this.people).padStart(6, '0');
    const value = `091${birthYear < 2000 ? 0 : 2}${String(birthYear).slice(2)}${serial}`;
    const body: Schemas['RegisterPersonDto'] = {
      fullName,
      birth: { year: birthYear },
      sex: 'male',
      identifiers: [{ kind: 'citizen-id', value }],
      addresses: [{ kind: 'current', unitId: await this.company.unit(unit.code, unit.on), fromOn: unit.on }],
      contacts: [],
      guardians: [],
    };
    const { id } = await good(officer.client.POST('/v1/persons', { body }));
    return id;
  }

  async explain(player: Player, deadlineId: string): Promise<Explanation> {
    const params = { path: { deadlineId } };
    return good(player.client.GET('/v1/deadlines/{deadlineId}/explanation', { params }));
  }

  /** Tells an explanation: each sentence, with the article it rests on. */
  tellExplanation(explanation: Explanation): void {
    this.narrator.list(
      explanation.steps.map((step) => {
        const article = step.citation ? ` (${step.citation.text})` : '';
        return `${step.vi}${article}${step.mark === 'interpretation' ? ' [cách hiểu, chờ hướng dẫn]' : ''}`;
      }),
    );
  }

  /** Waits until the inbox of the player's organisation has a notice of that kind about the file. */
  async notice(player: Player, caseId: string, kind: string): Promise<Notice> {
    const ask = async (): Promise<Notice | undefined> => {
      const query = { limit: 200 };
      const { items } = await good(player.client.GET('/v1/notifications', { params: { query } }));
      return items.find((item) => item.subjectId === caseId && item.kind === kind);
    };
    const found = await waitFor(ask, (notice) => notice !== undefined);
    if (!found) throw new Error(`No notice ${kind}`);
    return found;
  }
}
