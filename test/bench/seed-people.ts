import type pg from 'pg';
import { nameKey } from '../../src/people/name.rules.js';

const FAMILY: readonly (readonly [name: string, share: number])[] = [
  ['Nguyễn', 380],
  ['Trần', 110],
  ['Lê', 95],
  ['Phạm', 70],
  ['Huỳnh', 30],
  ['Hoàng', 21],
  ['Phan', 45],
  ['Vũ', 20],
  ['Võ', 19],
  ['Đặng', 21],
  ['Bùi', 20],
  ['Đỗ', 14],
  ['Hồ', 13],
  ['Ngô', 13],
  ['Dương', 10],
  ['Lý', 5],
  ['Danh', 10],
  ['Thạch', 8],
  ['Châu', 8],
  ['Mai', 8],
  ['Lâm', 8],
  ['Trương', 22],
  ['Đinh', 10],
  ['Cao', 10],
  ['Tạ', 5],
  ['Kiều', 5],
  ['Quách', 5],
  ['Ông', 2],
  ['Ý', 1],
];
const MIDDLE: readonly (readonly [name: string, share: number])[] = [
  ['Văn', 400],
  ['Thị', 250],
  ['Hoàng', 60],
  ['Minh', 60],
  ['Ngọc', 50],
  ['Thanh', 50],
  ['Quốc', 40],
  ['Đức', 30],
  ['Hữu', 30],
  ['Kim', 30],
];
const GIVEN =
  'An Anh Ánh Bảo Bình Bích Cường Chi Chiến Công Cúc Danh Diễm Diệu Dung Dũng Duy Duyên Dương Đào Đạt Điệp Định Đông ' +
  'Đức Giang Giàu Hà Hải Hạnh Hằng Hân Hậu Hiền Hiếu Hiệp Hoa Hòa Hoài Hoàng Hồng Hùng Hưng Huệ Huy Hương Hường Khánh ' +
  'Khoa Khôi Kiên Kiệt Lam Lan Lành Liên Linh Loan Lộc Lợi Long Luân Lý Mai Mạnh Mến Minh Mỹ Nam Nga Ngân Nghĩa Ngọc ' +
  'Nguyên Nguyệt Nhàn Nhân Nhi Nhung Như Oanh Phong Phú Phúc Phụng Phước Phương Phượng Quân Quang Quí Quyên Quỳnh Sang ' +
  'Sáu Sơn Sương Tài Tâm Tân Thái Thanh Thành Thảo Thắm Thắng Thế Thi Thịnh Thoa Thu Thuận Thúy Thư Thương Tiên Tiến Tín ' +
  'Toàn Trang Trâm Trí Trinh Trọng Trung Trúc Tú Tuấn Tùng Tuyền Tuyết Út Uyên Vân Việt Vinh Vũ Vy Xuân Ý Yến';

const BATCH = 10_000;

/** The same numbers each time, so that two runs measure the same register. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function weighted(entries: readonly (readonly [string, number])[], random: () => number): string {
  const total = entries.reduce((sum, [, share]) => sum + share, 0);
  let rest = random() * total;
  for (const [name, share] of entries) {
    rest -= share;
    if (rest < 0) return name;
  }
  return entries[0]?.[0] ?? '';
}

/** An invented name with the family names as common as they are in the country. */
export function inventedName(random: () => number): string {
  const given = GIVEN.split(' ');
  const parts = [weighted(FAMILY, random), weighted(MIDDLE, random)];
  if (random() < 0.2) parts.push(given[Math.floor(random() * given.length)] ?? '');
  return [...parts, given[Math.floor(random() * given.length)] ?? ''].join(' ');
}

/** Committee and police of each current commune, and the police of each province that supervises them. */
export async function seedBodies(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into organisation (kind, name, name_folded, unit_id, valid_from)
    select kind, 'Cơ quan ' || u.id, 'co quan ' || u.id, u.id, '2020-01-01' from unit u
    join (values ('commune', 'commune-police'), ('commune', 'commune-peoples-committee'), ('province', 'provincial-police'))
      as wanted (level, kind) on wanted.level = u.level
    where u.valid_to is null`);
  await owner.query('select app.rebuild_organisation_closure()');
}

interface Commune {
  readonly police: number;
  readonly committee: number;
}

/**
 * Persons of invented names, spread over all communes; a fifth of them in the province of `crowdedProvince`. Each was
 * registered by the police of his commune, every third is seen by the committee as well.
 */
export async function seedPeople(
  owner: pg.Client,
  count: number,
  crowdedProvince: string,
  report: (done: number) => void = () => undefined,
): Promise<void> {
  const communes = await communesOf(owner, crowdedProvince);
  const random = generator(7);
  await owner.query('alter table person_access disable trigger index_for_search');
  for (let done = 0; done < count; done += BATCH) {
    await insertBatch(owner, Math.min(BATCH, count - done), communes, random);
    report(done + BATCH);
  }
  await owner.query('alter table person_access enable trigger index_for_search');
  await fillSearch(owner);
}

async function communesOf(
  owner: pg.Client,
  crowdedProvince: string,
): Promise<{ readonly crowded: readonly Commune[]; readonly others: readonly Commune[] }> {
  const { rows } = await owner.query<Commune & { province: string }>(
    `select police.id as police, committee.id as committee, province.code as province
     from organisation police
     join organisation committee on committee.unit_id = police.unit_id and committee.kind = 'commune-peoples-committee'
     join unit commune on commune.id = police.unit_id join unit province on province.id = commune.parent_id
     where police.kind = 'commune-police' order by police.id`,
  );
  return {
    crowded: rows.filter((row) => row.province === crowdedProvince),
    others: rows.filter((row) => row.province !== crowdedProvince),
  };
}

async function insertBatch(
  owner: pg.Client,
  count: number,
  communes: { readonly crowded: readonly Commune[]; readonly others: readonly Commune[] },
  random: () => number,
): Promise<void> {
  const people = Array.from({ length: count }, () => {
    const pool = random() < 0.2 ? communes.crowded : communes.others;
    const commune = pool[Math.floor(random() * pool.length)] ?? { police: 0, committee: 0 };
    const name = inventedName(random);
    return {
      name,
      key: nameKey(name),
      year: 1950 + Math.floor(random() * 60),
      police: commune.police,
      committee: random() < 1 / 3 ? commune.committee : null,
    };
  });
  await owner.query(
    `with person_in as (
       select gen_random_uuid() as id, * from unnest($1::text[], $2::text[], $3::integer[], $4::integer[], $5::integer[])
         as t (name, key, year, police, committee)
     ), entered as (
       insert into person (id, full_name, name_key, birth_year, sex, registered_by_organisation_id, registered_at)
       select id, name, key, year, 'unknown', police, now() from person_in
     )
     insert into person_access (person_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
     select id, police, 'registered', true, '2026-01-01'::date, police from person_in
     union all
     select id, committee, 'referred', false, '2026-01-01', police from person_in where committee is not null`,
    [
      people.map((person) => person.name),
      people.map((person) => person.key),
      people.map((person) => person.year),
      people.map((person) => person.police),
      people.map((person) => person.committee),
    ],
  );
}

/** What the triggers would have written row by row. */
async function fillSearch(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into person_search (organisation_id, word, name_key, person_id, from_on, until_on)
    select a.organisation_id, w.word, p.name_key, p.id, a.from_on, a.until_on
    from person p join person_access a on a.person_id = p.id
    cross join lateral (
      select distinct word from unnest(string_to_array(trim(split_part(p.name_key, '=', 1)), ' ')) word) w
    order by a.organisation_id, w.word, p.name_key`);
}
