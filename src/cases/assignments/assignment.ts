/** Who of a body works on a file, from when to when. */
export interface Assignment {
  readonly id: string;
  readonly caseId: string;
  readonly organisationId: number;
  readonly userId: string;
  readonly fullName: string;
  readonly note: string | null;
  readonly assignedAt: Date;
  readonly endedAt: Date | null;
  readonly version: number;
}
