import type { Tx } from '../../platform/database/tx.js';
import type { Proposal } from './proposal.dto.js';

const SELECTED = `
  select p.id, p.case_id as "caseId", p.ground, p.days::text[] as days, p.evidence, p.article, p.note, p.amounts, p.explanation, p.proposed_at as "proposedAt",
    p.proposed_by as "proposedBy", p.system, p.state, p.decided_at as "decidedAt", p.reason, p.version
  from treatment_proposal p`;

export async function proposalsOf(tx: Tx, caseId: string): Promise<readonly Proposal[]> {
  return tx.query<Proposal>(`${SELECTED} where p.case_id = $1 order by p.proposed_at, p.id`, [caseId]);
}

export async function proposalById(tx: Tx, id: string): Promise<Proposal | null> {
  return tx.one<Proposal>(`${SELECTED} where p.id = $1`, [id]);
}

/**
 * Where an open one of the file stands already, the caller is told by the violated constraint `treatment_proposal_one_open`;
 * the program passes over what it has proposed, or finds proposed.
 *
 * @returns false where it was passed over
 */
export async function insertProposal(
  tx: Tx,
  proposal: Omit<Proposal, 'state' | 'decidedAt' | 'reason' | 'version'>,
  known: 'refused' | 'unless-known' = 'refused',
): Promise<boolean> {
  const { id, caseId, ground, days, evidence, article, note, amounts, explanation } = proposal;
  const { proposedAt, proposedBy, system } = proposal;
  const rows = await tx.execute(
    `insert into treatment_proposal (id, case_id, ground, days, evidence, article, note, amounts, explanation, proposed_at, proposed_by,
       system)
     values ($1, $2, $3, $4::date[], $5, $6, $7, $8, $9, $10, $11, $12)${known === 'refused' ? '' : ' on conflict do nothing'}`,
    [
      ...[id, caseId, ground, days, evidence, article, note, amounts, JSON.stringify(explanation)],
      ...[proposedAt, proposedBy, system],
    ],
  );
  return rows === 1;
}

/** @returns false when it is not at this version, or was decided */
export async function decideProposal(
  tx: Tx,
  { id, version }: Pick<Proposal, 'id' | 'version'>,
  decided: {
    readonly state: 'terminated' | 'rejected';
    readonly at: Date;
    readonly by: string;
    readonly reason: string;
  },
): Promise<boolean> {
  const rows = await tx.execute(
    `update treatment_proposal set state = $3, decided_at = $4, decided_by = $5, reason = $6, version = version + 1
     where id = $1 and version = $2 and state = 'open'`,
    [id, version, decided.state, decided.at, decided.by, decided.reason],
  );
  return rows === 1;
}
