import { APL64, fourMonths, ONE_YEAR, rules, SET_TERM } from './spec.ts'

const received = { lv: 'iesnieguma saņemšana', en: 'receipt of the application' }
const inForce = { lv: 'administratīvā akta spēkā stāšanās', en: 'entry into force of the administrative act' }

/** Terms of the Administrative Procedure Law (consolidated text of October 2016). */
export const APL_RULES = rules({
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
  'APL79.contest': {
    title: { lv: 'Administratīvā akta apstrīdēšana', en: 'Contesting the administrative act' },
    norm: 'APL 79(1)',
    event: inForce,
    term: [1, 'months'],
    binds: 'party',
  },
  'APL79.contest-no-note': {
    title: { lv: 'Apstrīdēšana, ja aktā nav norādes par to', en: 'Contesting an act without an appeal note' },
    norm: 'APL 79(1)',
    event: inForce,
    term: [1, 'years'],
    binds: 'party',
  },
  'APL79.uninvited': {
    title: {
      lv: 'Apstrīdēšana, ko iesniedz nepieaicināta persona',
      en: 'Contesting by an affected person who was not invited',
    },
    norm: 'APL 79',
    event: {
      lv: 'diena, kad persona uzzināja par aktu',
      en: 'the day on which the person learned of the act',
    },
    term: [1, 'months'],
    binds: 'party',
  },
  'APL79.uninvited-limit': {
    title: {
      lv: 'Apstrīdēšanas galējā robeža nepieaicinātai personai',
      en: 'Outer limit for a person who was not invited',
    },
    norm: 'APL 79',
    event: inForce,
    term: [1, 'years'],
    binds: 'party',
  },
  'APL79.refusal-to-court': {
    title: {
      lv: 'Pārsūdzība par atteikumu izskatīt nokavētu apstrīdēšanas iesniegumu',
      en: 'Appeal against a refusal to examine a late contest',
    },
    norm: 'APL 79',
    event: { lv: 'atteikuma spēkā stāšanās', en: 'entry into force of the refusal' },
    term: [1, 'months'],
    binds: 'party',
  },
  'contest.decision': {
    title: { lv: 'Lēmums par apstrīdēto aktu', en: 'Decision on the contested act' },
    norm: 'APL 76(3)',
    event: { lv: 'apstrīdēšanas iesnieguma saņemšana', en: 'receipt of the contest' },
    term: [1, 'months'],
    binds: 'institution',
    resets: true,
    extensions: [
      { ...fourMonths(), by: 'ministry' },
      {
        ...ONE_YEAR,
        certainty: 'R/m',
        unverified: true,
        missing: {
          lv: 'ja augstākas iestādes nav, pagarina pašas iestādes vadītājs',
          en: 'where no higher institution exists, the head of the deciding institution extends',
        },
      },
    ],
  },
  'APL188.court': {
    title: { lv: 'Pieteikums tiesā', en: 'Application to the court' },
    norm: 'APL 188(1)',
    event: {
      lv: 'augstākas iestādes lēmuma spēkā stāšanās',
      en: 'entry into force of the higher institution’s decision',
    },
    term: [1, 'months'],
    binds: 'party',
  },
  'APL188.court-no-note': {
    title: {
      lv: 'Pieteikums tiesā, ja lēmumā nav norādes par pārsūdzēšanu',
      en: 'Application to the court, no appeal note',
    },
    norm: 'APL 188(3)',
    event: {
      lv: 'augstākas iestādes lēmuma spēkā stāšanās',
      en: 'entry into force of the higher institution’s decision',
    },
    term: [1, 'years'],
    binds: 'party',
  },
  'APL85.revoke-learned': {
    title: {
      lv: 'Tiesiska labvēlīga akta atcelšana (no uzzināšanas)',
      en: 'Revoking a lawful favourable act (from learning)',
    },
    norm: 'APL 85',
    event: { lv: 'apstākļu uzzināšana', en: 'learning of the circumstances' },
    term: [3, 'months'],
    roll: 'none',
    binds: 'institution',
  },
  'APL85.revoke-limit': {
    title: {
      lv: 'Tiesiska labvēlīga akta atcelšanas galējā robeža',
      en: 'Outer limit for revoking a lawful favourable act',
    },
    norm: 'APL 85',
    event: inForce,
    term: [1, 'years'],
    roll: 'none',
    binds: 'institution',
  },
  'APL86.revoke-learned': {
    title: {
      lv: 'Prettiesiska labvēlīga akta atcelšana (no uzzināšanas)',
      en: 'Revoking an unlawful favourable act (from learning)',
    },
    norm: 'APL 86',
    event: { lv: 'apstākļu uzzināšana', en: 'learning of the circumstances' },
    term: [3, 'months'],
    roll: 'none',
    binds: 'institution',
  },
  'APL86.revoke-limit': {
    title: {
      lv: 'Prettiesiska labvēlīga akta atcelšanas galējā robeža',
      en: 'Outer limit for revoking an unlawful favourable act',
    },
    norm: 'APL 86',
    event: inForce,
    term: [1, 'years'],
    roll: 'none',
    binds: 'institution',
  },
  'APL88.reopen': {
    title: { lv: 'Iesniegums par lietas uzsākšanu no jauna', en: 'Application to reopen the case' },
    norm: 'APL 88',
    event: { lv: 'jauno apstākļu uzzināšana', en: 'learning of the new circumstances' },
    term: [6, 'months'],
    binds: 'party',
  },
  'APL88.refusal-contest': {
    title: { lv: 'Atteikuma uzsākt lietu no jauna apstrīdēšana', en: 'Contesting a refusal to reopen' },
    norm: 'APL 88',
    event: { lv: 'atteikuma spēkā stāšanās', en: 'entry into force of the refusal' },
    term: [1, 'months'],
    binds: 'party',
  },
  'APL360.enforce': {
    title: { lv: 'Izpildes noilgums', en: 'Limitation of enforcement' },
    // It stood in paragraph four, which the law of 2 February 2017 deleted.
    norm: 'APL 360',
    event: inForce,
    term: [3, 'years'],
    roll: 'none',
    binds: 'institution',
    validUntil: '2017-02-28',
  },
})
