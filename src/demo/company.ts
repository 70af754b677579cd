import { randomBytes } from 'node:crypto';
import { createClient, type ApiClient } from '../client/client.js';
import { good, signIn, type Schemas } from './api.js';
import { BODIES, OPERATOR_STAFF, SUCCESSIONS, type CastBody, type CastMember, type Role } from './cast.js';

export interface Player {
  readonly client: ApiClient;
  readonly token: string;
  readonly name: string;
  readonly organisationId: number;
}

/** Everybody in the story, signed in. */
export class Company {
  private readonly players = new Map<string, Player>();
  private readonly units = new Map<string, number>();

  constructor(
    private readonly baseUrl: string,
    readonly administrator: Player,
  ) {}

  /** Makes organisations, successions and users over HTTP, as an administrator would. */
  async assemble(): Promise<{ organisations: number; users: number }> {
    const ids = new Map<string, number>();
    for (const body of BODIES) ids.set(body.key, await this.organisation(body));
    for (const { from, to, ...succession } of SUCCESSIONS) {
      const body = { ...succession, predecessorId: idOf(ids, from), successorId: idOf(ids, to), main: true };
      await good(this.administrator.client.POST('/v1/organisation-successions', { body }));
    }
    const crew = [
      ...BODIES.flatMap((body) =>
        body.staff.map((member) => ({ key: body.key, id: idOf(ids, body.key), member })),
      ),
      ...OPERATOR_STAFF.map((member) => ({ key: 'operator', id: this.administrator.organisationId, member })),
    ];
    for (const { key, id, member } of crew) await this.hire(key, id, member);
    return { organisations: ids.size, users: crew.length };
  }

  /** @param role and the key of the body, `commune-officer@committee-31069` */
  player(role: Role, body: string): Player {
    const found = this.players.get(`${role}@${body}`);
    if (!found) throw new Error(`Nobody is ${role} at ${body}`);
    return found;
  }

  /** One access token of each role; where several hold it, the first of the cast. */
  tokens(): Readonly<Record<string, string>> {
    const tokens: Record<string, string> = { administrator: this.administrator.token };
    const standing = [...this.players].toSorted(([a], [b]) => Number(hasEnded(a)) - Number(hasEnded(b)));
    for (const [place, { token }] of standing) tokens[place.split('@')[0] ?? place] ??= token;
    return tokens;
  }

  /** The id of a unit by its code on a day. */
  async unit(code: string, on: string): Promise<number> {
    const key = `${code}@${on}`;
    const known = this.units.get(key);
    if (known !== undefined) return known;
    const { items } = await good(
      this.administrator.client.GET('/v1/units', { params: { query: { code, asOf: on } } }),
    );
    const [unit] = items;
    if (!unit) throw new Error(`No unit has the code ${code} on ${on}`);
    this.units.set(key, unit.id);
    return unit.id;
  }

  private async organisation(body: CastBody): Promise<number> {
    const input: Schemas['OrganisationInput'] = {
      kind: body.kind,
      name: body.name,
      validFrom: body.from ?? '2020-01-01',
      ...(body.to && { validTo: body.to }),
      ...(body.sector && { sector: body.sector }),
      ...(body.unit && { unitId: await this.place(body) }),
    };
    const { id } = await good(this.administrator.client.POST('/v1/organisations', { body: input }));
    return id;
  }

  /** A district body stands in the district of the commune that names it: districts never had codes in the data. */
  private async place({ kind, unit }: CastBody): Promise<number> {
    if (!unit) throw new Error(`${kind} has no unit`);
    const id = await this.unit(unit.code, unit.on);
    if (kind !== 'district-body') return id;
    const path = { unitId: id };
    const { parentId } = await good(
      this.administrator.client.GET('/v1/units/{unitId}', { params: { path } }),
    );
    if (parentId === null) throw new Error('The commune lies in no district');
    return parentId;
  }

  /** Makes an account, signs in with the temporary password and chooses another. */
  private async hire(body: string, organisationId: number, { role, name }: CastMember): Promise<void> {
    const login = `${role}.${body}`;
    const account = { login, fullName: name, organisationId, roles: [role] };
    const made = await good(this.administrator.client.POST('/v1/users', { body: account }));
    const password = randomBytes(18).toString('base64url');
    const first = await signIn(this.baseUrl, login, made.temporaryPassword);
    const change = { currentPassword: made.temporaryPassword, newPassword: password };
    await good(first.client.POST('/v1/auth/password', { body: change }));
    const { token } = await signIn(this.baseUrl, login, password);
    this.players.set(`${role}@${body}`, {
      client: createClient(this.baseUrl, token),
      token,
      name,
      organisationId,
    });
  }
}

/** A player of a body that the merger ended can do little afterwards. */
function hasEnded(place: string): boolean {
  return place.includes('@former-');
}

function idOf(ids: ReadonlyMap<string, number>, key: string): number {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The cast has no ${key}`);
  return id;
}
