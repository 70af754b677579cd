/** What each group of routes is for; the document shows it. */
export const API_TAGS: Readonly<Record<string, string>> = {
  audit: 'Who did what: acts, reads of personal files, refused attempts',
  auth: 'Signing in, tokens, the own account',
  cases: 'Case files of every procedure: lists, history, deadlines',
  clock: 'Legal time; movable in the demo and in tests only',
  'code-lists': 'Closed lists of the API with their labels',
  deadlines: 'Statutory time limits: work list and explanations',
  'home-rehabilitation': 'Voluntary rehabilitation at home or in the community',
  law: 'The law as dated data: instruments, regimes, deadlines, calendar',
  notifications: 'Inbox of the own organisation',
  operations: 'Health and measurements of the process, its background jobs',
  organisations: 'Bodies, their units and their successions',
  papers: 'Papers of case files as .docx, number registers, who signs in what capacity',
  people: 'Register of persons: names, identifiers, addresses, guardians',
  problems: 'What each problem code means',
  units: 'Administrative units of every day, and what followed what',
  users: 'Accounts of staff',
};
