import type { Text } from '../text.ts'

/** Why a fact has no effect on a clock. The code is for programs, the text for people. */
export const REASONS = {
  'already-received': {
    lv: 'Saņemšana jau ir ierakstīta; kļūdu labo ar saņemšanas datuma labojumu.',
    en: 'The receipt is already recorded; an error is put right by correcting the date of receipt.',
  },
  'not-received': {
    lv: 'Saņemšana nav ierakstīta, tāpēc termiņa vēl nav.',
    en: 'No receipt is recorded, so there is no term yet.',
  },
  'before-receipt': {
    lv: 'Noticis pirms saņemšanas; termiņa tad vēl nebija.',
    en: 'It happened before the receipt; there was no term yet.',
  },
  annulled: {
    lv: 'Ierakstīts kļūdaini vai atcelts; spēka tam nav no paša sākuma.',
    en: 'Recorded wrongly or annulled; it has no effect, and never had.',
  },
  'nothing-to-annul': {
    lv: 'Tāda fakta nav; saņemšanu labo ar saņemšanas datuma labojumu.',
    en: 'There is no such fact; a receipt is put right by correcting its date.',
  },
  closed: {
    lv: 'Noticis pēc termiņa skaitīšanas beigām; slēgtu lietu tas negroza.',
    en: 'It happened after the clock was stopped; a closed case is not changed.',
  },
  'closed-before-change': {
    lv: 'Lieta bija slēgta, pirms jaunais noteikums stājās spēkā.',
    en: 'The case was closed before the new rule entered into force.',
  },
  lapsed: {
    lv: 'Iesniegums jau atzīts par neiesniegtu.',
    en: 'The application is already found not submitted.',
  },
  'not-applicable': {
    lv: 'Šim termiņam tāds notikums neko negroza.',
    en: 'Such an event does not change this term.',
  },
  'already-waiting': {
    lv: 'Iesniegums jau ir atstāts bez virzības.',
    en: 'The application is already put on hold until corrected.',
  },
  'nothing-to-cure': {
    lv: 'Iesniegums nebija atstāts bez virzības.',
    en: 'The application was not put on hold until corrected.',
  },
  'cure-term-running': {
    lv: 'Trūkumu novēršanas termiņš vēl nav beidzies.',
    en: 'The term to cure the defects has not ended yet.',
  },
  'already-suspended': {
    lv: 'Termiņš uz šī pamata jau ir apturēts; apturējumi nesummējas.',
    en: 'The term is already suspended on this ground; suspensions do not add up.',
  },
  'not-suspended': {
    lv: 'Termiņš uz šī pamata nebija apturēts.',
    en: 'The term was not suspended on this ground.',
  },
  'not-extendable': {
    lv: 'Šo termiņu nevar pagarināt.',
    en: 'This term cannot be extended.',
  },
  'unknown-extension': {
    lv: 'Šim termiņam tāda pagarinājuma nav.',
    en: 'This term has no such extension.',
  },
  'wrong-authority': {
    lv: 'Šādu pagarinājumu izdod cita iestāde.',
    en: 'Such an extension is for another authority to grant.',
  },
  'extension-late': {
    lv: 'Pagarināts pēc termiņa beigām; nokavētu termiņu pagarināt nevar.',
    en: 'Extended after the term had ended; a term that has passed cannot be extended.',
  },
  'notice-late': {
    lv: 'Par pagarinājumu paziņots pēc termiņa beigām.',
    en: 'Notice of the extension was given after the term had ended.',
  },
  'set-late': {
    lv: 'Iestādes noteiktais termiņš jau bija beidzies; nokavētu termiņu atjauno, nevis nosaka no jauna.',
    en: 'The term that the institution had set had ended; a missed term is restored, not set anew.',
  },
  'extension-two-ends': {
    lv: 'Pagarinājumam norāda vai nu jauno datumu, vai mēnešu skaitu, nevis abus.',
    en: 'An extension names either the new date or the number of months, not both.',
  },
  'notice-early': {
    lv: 'Par pagarinājumu paziņots, pirms tas izdots.',
    en: 'Notice of the extension was given before it was granted.',
  },
  'extension-too-long': {
    lv: 'Pagarinājums pārsniedz likumā atļauto.',
    en: 'The extension is longer than the law allows.',
  },
  'extension-no-gain': {
    lv: 'Jaunais datums nav vēlāks par spēkā esošo.',
    en: 'The new date is not later than the one in force.',
  },
  'extension-no-date': {
    lv: 'Pagarinājumam jānorāda jaunais datums vai mēnešu skaits.',
    en: 'The extension must name the new date or the number of months.',
  },
  'not-missed': {
    lv: 'Termiņš nebija nokavēts, tāpēc nav, ko atjaunot.',
    en: 'The term was not missed, so there is nothing to restore.',
  },
  'nothing-to-restore': {
    lv: 'Atjauno tikai procesa dalībnieka nokavētu termiņu.',
    en: 'Only a term missed by a party is restored.',
  },
  'calendar-superseded': {
    lv: 'Jau ir spēkā jaunāka kalendāra versija.',
    en: 'A newer version of the calendar is already in use.',
  },
  'rule-not-applied': {
    lv: 'Pārejas noteikums šo lietu atstāj vecajā kārtībā.',
    en: 'The transitional rule leaves this case under the old version.',
  },
} as const satisfies Record<string, Text>

export type ReasonCode = keyof typeof REASONS
