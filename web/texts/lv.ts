import { amountText, dayLv, singularLv } from '../../law/words.ts'
import type { Role } from '../../procedures/procedure.ts'
import { auditLv } from './audit-lv.ts'
import { caseLv } from './case-lv.ts'
import { every } from './every.ts'
import { partyNames } from './parties.ts'
import { publicLv } from './public-lv.ts'
import { sessionLv } from './session-lv.ts'
import { signaturesLv } from './signatures-lv.ts'

/** Latvian plural: 1, 21, 101 take the singular, 11 does not. */
const n = (count: number, one: string, many: string): string => `${count} ${singularLv(count) ? one : many}`

/** Everything that the pages say, in Latvian: the source. `en.ts` satisfies its type. */
export const lv = {
  service: 'Lieta',
  owner: 'Izglītības kvalitātes valsts dienests',
  skip: 'Pāriet uz saturu',
  navigation: 'Galvenā izvēlne',
  menu: 'Izvēlne',
  language: 'Valoda',
  signIn: 'Pieteikties',
  signOut: 'Iziet',
  signedInAs: 'Pieteicies lietotājs',
  roles: every<Role | 'director-acting'>({
    ...partyNames('lv'),
    applicant: 'iestādes pārstāvis',
    inspector: 'inspektors',
    reviewer: 'pārskatītājs',
    director: 'direktors',
    'director-acting': 'direktora p. i.',
    supervisor: 'uzraugs',
    auditor: 'auditors',
  }),
  noRole: 'bez lomas',
  nav: {
    services: 'Pakalpojumi',
    portal: 'Manas lietas',
    desk: 'Darba galds',
    signing: 'Parakstīšana',
    supervise: 'Pārraudzība',
    audit: 'Piekļuves žurnāls',
    registers: 'Reģistri',
    verify: 'Dokumenta pārbaude',
  },
  dev: {
    tag: 'Izstrādes vide',
    text: 'Personas, iestādes un lēmumi ir izdomāti.',
    now: 'Šeit šobrīd ir',
    move: 'Pārcelt laiku',
    mail: 'Pasts',
  },
  footer: {
    about: 'Lieta – dienesta administratīvo lietu sistēma.',
    api: 'API apraksts',
    time: 'Visi datumi un laiki ir Latvijas laikā.',
  },
  errorPrefix: 'Kļūda: ',
  errorSummary: 'Lūdzu, izlabojiet',
  errorHidden: 'Kļūda:',
  choose: (label: string) => `${label} – izvēlieties vienu no atbildēm.`,
  invalid: (label: string) => `${label} – atbilde nav derīga; pārbaudiet, kā tā ierakstīta.`,
  back: 'Atpakaļ',
  continue: 'Saglabāt un turpināt',
  save: 'Saglabāt',
  send: 'Nosūtīt',
  search: 'Meklēt',
  clear: 'Notīrīt meklēto',
  cancel: 'Atcelt',
  change: 'Mainīt',
  open: 'Atvērt',
  download: 'Lejupielādēt',
  yes: 'Jā',
  no: 'Nē',
  none: 'Nav',
  success: 'Izdarīts',
  optional: 'nav obligāti',
  /** Of a list that is longer: how many this page shows. */
  part: (count: number) => `Šajā lapā – ${count}.`,
  pagination: 'Lapas',
  next: 'Nākamā lapa',
  previous: 'Iepriekšējā lapa',
  size: (bytes: number) =>
    bytes < 1024 * 1024
      ? `${Math.max(1, Math.round(bytes / 1024))} kB`
      : `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} MB`,
  date: { day: 'Diena', month: 'Mēnesis', year: 'Gads', example: (day: string) => `Piemēram, ${day}` },
  days: (count: number) => amountText(count, 'days').lv,
  cases: (count: number) => n(count, 'lieta', 'lietas'),
  inDays: (count: number) =>
    count === 0
      ? 'šodien'
      : count > 0
        ? `pēc ${n(count, 'dienas', 'dienām')}`
        : `kavējas ${n(-count, 'dienu', 'dienas')}`,
  /** On a date: how far it is, as short as can be. */
  distance: (days: number) => (days === 0 ? 'šodien' : `${days < 0 ? `−${-days}` : days} d`),
  until: (day: string) => `līdz ${dayLv(day, 'dative')}`,
  start: {
    title: 'Izglītības kvalitātes valsts dienesta lietas',
    lead: 'Iesniedziet pieteikumu, sekojiet tam līdz lēmumam un pārbaudiet, kas ir licencēts.',
    applicantTitle: 'Izglītības iestādēm',
    applicant: 'Piesakiet programmas licencēšanu un redziet, kas notiek ar jūsu lietām.',
    applicantLink: 'Pakalpojumi un pieteikšanās',
    mine: 'Manas lietas un melnraksti',
    publicTitle: 'Ikvienam',
    public: 'Licencēto programmu reģistrs ar vēsturi. Dienesta dokumentu var pārbaudīt pēc numura vai koda.',
    publicRegister: 'Publiskie reģistri',
    publicVerify: 'Pārbaudīt dokumentu',
    deskTitle: 'Dienesta darbiniekiem',
    desk: 'Darba rinda, lieta vienā lapā, termiņi un lēmumu projekti.',
    deskLink: 'Darba galds',
    superviseTitle: 'Vadītājiem',
    supervise: 'Kas kavējas, kas drīz jāpabeidz, cik kuram darba.',
    superviseLink: 'Pārraudzība',
    signedIn: (name: string) => `Sveicināti, ${name}!`,
    noRole:
      'Jums šajā sistēmā vēl nav lomas. Publiskās lapas ir pieejamas; lai strādātu ar lietām, vērsieties pie savas iestādes vadītāja.',
  },
  errors: {
    titles: every({
      erased: 'Dzēsts, jo beidzies glabāšanas termiņš',
      'not-found': 'Lapa nav atrasta',
      forbidden: 'Šī lapa jums nav pieejama',
      'not-signed-in': 'Jāpiesakās',
      csrf: 'Lapa ir novecojusi',
      'step-up': 'Jāpiesakās vēlreiz',
      malformed: 'Pieprasījums ir bojāts',
      'unsupported-media': 'Tādu saturu nepieņem',
      stale: 'Lieta ir mainījusies',
      'not-allowed-now': 'Tagad to nevar izdarīt',
      'own-work': 'Vajadzīga otra persona',
      'purpose-needed': 'Norādiet, kāpēc lieta jāskata',
      'own-case': 'Šī ir jūsu lieta',
      recused: 'Jums šajā lietā ir interešu konflikts',
      'invalid-decision': 'Tādu lēmumu izdot nevar',
      'too-late': 'Ir par vēlu',
      conflict: 'Tā to izdarīt nevar',
      'rate-limited': 'Pārāk daudz pieprasījumu',
      unavailable: 'Īslaicīgi nav pieejams',
      'too-large': 'Par lielu',
      validation: 'Pieprasījumu nevar izpildīt',
      internal: 'Mūsu kļūda',
    }),
    fallback: 'Neizdevās',
    ways: 'Ko darīt tālāk',
    home: 'Sākumlapa',
    reload: 'Atvērt lapu no jauna',
    toCase: 'Atpakaļ uz lietu',
    request: 'Pieprasījuma numurs',
    noPage: 'Tādas lapas nav. Pārbaudiet adresi vai sāciet no sākumlapas.',
  },
  case: caseLv,
  pub: publicLv,
  sign: signaturesLv,
  session: sessionLv,
  audit: auditLv,
}

/** What a catalogue must say. */
export type Messages = typeof lv
