import { APL64, rules, SET_TERM } from './spec.ts'

const received = { lv: 'iesnieguma saņemšana', en: 'receipt of the application' }
const told = {
  lv: 'lēmuma paziņošana vai diena, kad tas kļuva zināms',
  en: 'notification of the decision, or the day on which it became known',
}

/** Terms of the Administrative Procedure Law within the institution, up to the act (consolidated text of February 2026). */
export const APL_RULES = rules(
  {
    'APL64.base': {
      title: { lv: 'Administratīvā akta izdošana', en: 'Issue of the administrative act' },
      norm: 'APL 64(1)',
      event: received,
      term: [1, 'months'],
      binds: 'institution',
      resets: true,
      extensions: APL64,
    },
    'cure.term': {
      title: { lv: 'Trūkumu novēršana', en: 'Curing the defects of an application' },
      norm: 'APL 56(1¹)',
      event: { lv: 'lūguma novērst trūkumus paziņošana', en: 'notification of the request to cure' },
      term: [10, 'working-days'],
      binds: 'party',
      kind: 'set-by-institution',
      extensions: SET_TERM,
      certainty: 'U',
      missing: {
        lv: 'likums prasa saprātīgu termiņu un garumu nenosaka; 10 darbdienas ir pieņēmums',
        en: 'the law asks for a reasonable term and sets no length; 10 working days is an assumption',
      },
    },
    'hearing.term': {
      title: { lv: 'Viedokļa sniegšana', en: 'Giving a view before an unfavourable act' },
      norm: 'APL 62',
      event: {
        lv: 'uzaicinājuma sniegt viedokli paziņošana',
        en: 'notification of the invitation to give a view',
      },
      term: [14, 'days'],
      binds: 'party',
      kind: 'set-by-institution',
      extensions: SET_TERM,
      certainty: 'R/m',
      missing: {
        lv: 'likums termiņu nenosaka; praksē 5–14 dienas',
        en: 'the law sets no term; in practice 5 to 14 days',
      },
    },
    'APL56.forward': {
      title: {
        lv: 'Iesnieguma pārsūtīšana kompetentajai iestādei',
        en: 'Forwarding to the competent institution',
      },
      norm: 'APL 56(2)',
      event: received,
      term: [7, 'days'],
      binds: 'institution',
    },
    'APL48.restore': {
      title: { lv: 'Lēmums par termiņa atjaunošanu', en: 'Decision on restoring a missed term' },
      norm: 'APL 48(2)',
      event: { lv: 'lūguma saņemšana', en: 'receipt of the request' },
      term: [1, 'months'],
      binds: 'institution',
    },
    'APL48.extend': {
      title: {
        lv: 'Lēmums par iestādes noteikta termiņa pagarināšanu',
        en: 'Decision on extending a term that the institution set',
      },
      norm: 'APL 48(2)',
      event: {
        lv: 'termiņā iesniegta lūguma saņemšana',
        en: 'receipt of the request that was made within the term',
      },
      term: [1, 'months'],
      binds: 'institution',
    },
    'APL49.delay-complaint': {
      title: {
        lv: 'Lēmums par sūdzību par nokavētu termiņu',
        en: 'Decision on a complaint about a missed deadline',
      },
      norm: 'APL 49(2)',
      event: { lv: 'sūdzības saņemšana', en: 'receipt of the complaint' },
      term: [7, 'days'],
      binds: 'institution',
    },
    'APL49.ordered': {
      title: {
        lv: 'Termiņš, ko pēc sūdzības noteikusi augstāka iestāde',
        en: 'Term that the higher institution has set on a complaint',
      },
      norm: 'APL 49(2)',
      event: { lv: 'augstākas iestādes lēmums', en: 'the decision of the higher institution' },
      term: [1, 'months'],
      binds: 'institution',
      kind: 'set-by-institution',
      certainty: 'U',
      missing: {
        lv: 'termiņu nosaka augstāka iestāde; mēnesis ir tikai, kamēr tas nav zināms',
        en: 'the higher institution names the term; a month holds only while it is not known',
      },
    },
    'APL61.inspect': {
      title: {
        lv: 'Atbilde uz lūgumu iepazīties ar lietu',
        en: 'Answer to a request to look into the file',
      },
      norm: 'APL 61',
      event: { lv: 'lūguma saņemšana', en: 'receipt of the request' },
      term: [7, 'days'],
      binds: 'institution',
      certainty: 'U',
      missing: {
        lv: 'likums termiņu nenosaka; septiņas dienas pieņemtas pēc APL 37. un 49. panta parauga',
        en: 'the law sets no term; seven days are assumed after the model of APL 37 and 49',
      },
    },
    'APL69.ask-written': {
      title: { lv: 'Prasījums izdot aktu rakstveidā', en: 'Asking for the act in writing' },
      norm: 'APL 69(2)',
      event: { lv: 'akta paziņošana', en: 'notification of the act' },
      term: [1, 'months'],
      binds: 'party',
    },
    'APL69.issue-written': {
      title: { lv: 'Rakstveida akta izsniegšana', en: 'Issuing the act in writing' },
      norm: 'APL 69(2)',
      event: { lv: 'prasījuma saņemšana', en: 'receipt of the demand' },
      term: [14, 'days'],
      binds: 'institution',
    },
    'APL28.contest': {
      title: {
        lv: 'Atteikuma pieaicināt trešo personu apstrīdēšana',
        en: 'Contesting a refusal to admit a third person',
      },
      norm: 'APL 28(5)',
      event: told,
      term: [7, 'days'],
      binds: 'party',
    },
    'APL28.court': {
      title: {
        lv: 'Augstākas iestādes lēmuma par trešo personu pārsūdzēšana',
        en: 'Appeal against the higher institution’s decision on a third person',
      },
      norm: 'APL 28(5)',
      event: told,
      term: [7, 'days'],
      binds: 'party',
    },
    'APL37.replace': {
      title: {
        lv: 'Lēmums par lūgumu nomainīt amatpersonu',
        en: 'Decision on a request to replace an official',
      },
      norm: 'APL 37(2)',
      event: { lv: 'lūguma saņemšana', en: 'receipt of the request' },
      term: [7, 'days'],
      binds: 'institution',
    },
    'APL37.contest': {
      title: {
        lv: 'Atteikuma nomainīt amatpersonu apstrīdēšana',
        en: 'Contesting a refusal to replace an official',
      },
      norm: 'APL 37(2)',
      event: told,
      term: [7, 'days'],
      binds: 'party',
    },
    'APL64.contract-window': {
      title: {
        lv: 'Vienošanās par iespēju slēgt administratīvo līgumu',
        en: 'Agreeing that an administrative contract may be made',
      },
      norm: 'APL 64(5)',
      event: received,
      term: [1, 'months'],
      binds: 'party',
    },
    'APL64.contract-failed': {
      title: {
        lv: 'Lēmums pēc atteikšanās slēgt administratīvo līgumu',
        en: 'Decision after an administrative contract was declined',
      },
      norm: 'APL 64(5)',
      event: { lv: 'paziņojums par atteikšanos slēgt līgumu', en: 'the notice that no contract is wished' },
      term: [1, 'months'],
      binds: 'institution',
    },
    'APL74.doubts': {
      title: {
        lv: 'Atbilde adresātam, kurš šaubās par akta spēkā esamību',
        en: 'Answer to an addressee who doubts that the act is valid',
      },
      norm: 'APL 74(2)',
      event: { lv: 'adresāta paziņojuma saņemšana', en: 'receipt of the addressee’s notice' },
      term: [7, 'days'],
      binds: 'institution',
    },
  },
  '2004-02-01',
)
