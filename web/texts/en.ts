import { amountText, dayEn } from '../../law/words.ts'
import { auditEn } from './audit-en.ts'
import { caseEn } from './case-en.ts'
import type { Messages } from './lv.ts'
import { partyNames } from './parties.ts'
import { publicEn } from './public-en.ts'
import { sessionEn } from './session-en.ts'
import { signaturesEn } from './signatures-en.ts'

const n = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** The English translation; the compiler says what is missing. */
export const en = {
  service: 'Lieta',
  owner: 'State Education Quality Service',
  skip: 'Skip to main content',
  navigation: 'Main menu',
  menu: 'Menu',
  language: 'Language',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signedInAs: 'Signed in as',
  roles: {
    ...partyNames('en'),
    applicant: "institution's representative",
    inspector: 'inspector',
    reviewer: 'reviewer',
    director: 'director',
    'director-acting': 'acting director',
    supervisor: 'supervisor',
    auditor: 'auditor',
  },
  noRole: 'no role',
  nav: {
    services: 'Services',
    portal: 'My cases',
    desk: 'Desk',
    signing: 'Signing',
    supervise: 'Supervision',
    audit: 'Access log',
    registers: 'Registers',
    verify: 'Check a document',
  },
  dev: {
    tag: 'Development',
    text: 'People, institutions and decisions are invented.',
    now: 'Here it is now',
    move: 'Move time',
    mail: 'Mail',
  },
  footer: {
    about: 'Lieta – the case system of the Service.',
    api: 'API description',
    time: 'All dates and times are in Latvian time.',
  },
  errorPrefix: 'Error: ',
  errorSummary: 'There is a problem',
  errorHidden: 'Error:',
  choose: (label: string) => `${label} – choose one of the answers.`,
  invalid: (label: string) => `${label} – the answer is not valid; check how it is written.`,
  back: 'Back',
  continue: 'Save and continue',
  save: 'Save',
  send: 'Send',
  search: 'Search',
  clear: 'Clear search',
  cancel: 'Cancel',
  change: 'Change',
  open: 'Open',
  download: 'Download',
  yes: 'Yes',
  no: 'No',
  none: 'None',
  success: 'Done',
  optional: 'optional',
  part: (count: number) => `On this page: ${count}.`,
  pagination: 'Pages',
  next: 'Next page',
  previous: 'Previous page',
  size: (bytes: number) =>
    bytes < 1024 * 1024
      ? `${Math.max(1, Math.round(bytes / 1024))} kB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`,
  date: { day: 'Day', month: 'Month', year: 'Year', example: (day: string) => `For example ${day}` },
  days: (count: number) => amountText(count, 'days').en,
  cases: (count: number) => n(count, 'case', 'cases'),
  inDays: (count: number) =>
    count === 0
      ? 'today'
      : count > 0
        ? `in ${n(count, 'day', 'days')}`
        : `${n(-count, 'day', 'days')} overdue`,
  distance: (days: number) => (days === 0 ? 'today' : `${days < 0 ? `−${-days}` : days} d`),
  until: (day: string) => `by ${dayEn(day)}`,
  start: {
    title: 'Cases of the State Education Quality Service',
    lead: 'Apply, follow your application to the decision, and check what is licensed.',
    applicantTitle: 'For educational institutions',
    applicant: 'Apply for the licence of a programme and see what happens in your cases.',
    applicantLink: 'Services and applications',
    mine: 'My cases and drafts',
    publicTitle: 'For everyone',
    public:
      'The register of licensed programmes with its history. Check a document of the Service by its number or code.',
    publicRegister: 'Public registers',
    publicVerify: 'Check a document',
    deskTitle: 'For staff of the Service',
    desk: 'The queue, the case on one page, terms and draft decisions.',
    deskLink: 'Desk',
    superviseTitle: 'For managers',
    supervise: 'What is overdue, what is due soon, who carries how much.',
    superviseLink: 'Supervision',
    signedIn: (name: string) => `Welcome, ${name}`,
    noRole:
      'You have no role in this system yet. The public pages are open; to work with cases, ask the head of your institution.',
  },
  errors: {
    titles: {
      erased: 'Erased at the end of its period of retention',
      'not-found': 'Page not found',
      forbidden: 'This page is not open to you',
      'not-signed-in': 'Sign in first',
      'step-up': 'Sign in again',
      malformed: 'The request is broken',
      'unsupported-media': 'This content is not taken',
      csrf: 'The page is too old',
      stale: 'The case has changed',
      'not-allowed-now': 'This cannot be done now',
      'own-work': 'A second person is needed',
      'purpose-needed': 'Say why you need to read this case',
      'own-case': 'This is your own case',
      recused: 'You have a conflict of interest in this case',
      'invalid-decision': 'Such a decision cannot be issued',
      'too-late': 'It is too late',
      conflict: 'It cannot be done like this',
      'rate-limited': 'Too many requests',
      unavailable: 'Temporarily not available',
      'too-large': 'Too large',
      validation: 'The request cannot be carried out',
      internal: 'Our fault',
    },
    fallback: 'It did not work',
    ways: 'What you can do',
    home: 'Start page',
    reload: 'Open the page again',
    toCase: 'Back to the case',
    request: 'Request number',
    noPage: 'There is no such page. Check the address or begin at the start page.',
  },
  case: caseEn,
  pub: publicEn,
  sign: signaturesEn,
  session: sessionEn,
  audit: auditEn,
} satisfies Messages
