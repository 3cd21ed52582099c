import type { REOPENING } from '../../../procedures/reopening.ts'
import { reopeningForm } from '../../reopening.ts'
import { join, type TextsOf } from '../texts.ts'
import { afterlifeTexts } from '../words/afterlife.ts'
import { assessTexts } from '../words/assess.ts'
import { courseTexts } from '../words/course.ts'
import { decideTexts } from '../words/decide.ts'
import { extendTexts } from '../words/extend.ts'
import { hearTexts } from '../words/hear.ts'
import { serveTexts } from '../words/serve.ts'

const words = join(courseTexts, assessTexts, extendTexts, decideTexts, hearTexts, serveTexts, afterlifeTexts)

export const reopeningTexts: TextsOf<typeof REOPENING> = {
  ...words,
  title: reopeningForm.title,
  stages: {
    ...words.stages,
    assessment: {
      ...words.stages.assessment,
      does: {
        lv: 'noskaidro, vai ir pamats sākt procesu no jauna.',
        en: 'finds out whether there is a ground to begin anew.',
      },
    },
  },
  tasks: {
    ...words.tasks,
    assessment: { lv: 'Izvērtēt pamatu sākt procesu no jauna', en: 'Assess the ground to begin anew' },
  },
  outcomes: {
    ...words.outcomes,
    'decide-anew': { lv: 'Process sākts no jauna, lēmums aizstāts', en: 'Begun anew, the decision replaced' },
    'refuse-reopening': { lv: 'Atteikts sākt procesu no jauna', en: 'Refused to begin anew' },
  },
  about: {
    ask: { lv: 'Lūgt uzsākt procesu no jauna', en: 'Ask for proceedings to be begun anew' },
    open: { lv: 'Sākt procesu no jauna', en: 'Begin proceedings anew' },
    of: { lv: 'No jauna sāktais process', en: 'Proceedings begun anew' },
  },
  letters: {
    application: 'Iesniegums uzsākt administratīvo procesu no jauna',
    about: 'administratīvā procesa uzsākšanu no jauna',
  },
  next: {
    lv: [
      'Inspektors noskaidro, vai ir likumā noteiktais pamats un vai ievērots termiņš.',
      'Ja paredzēts atteikt, vispirms lūgs jūsu viedokli.',
      'Ja procesu sāk no jauna, iepriekšējā lēmuma vietā pieņem jaunu. Arī atteikumu var apstrīdēt mēneša laikā.',
    ],
    en: [
      'An inspector finds out whether there is a ground in the law, and whether it was asked for in time.',
      'Before a refusal you are asked for your views.',
      'If proceedings are begun anew, a new decision takes the place of the former. A refusal can be contested within a month.',
    ],
  },
  service: {
    lead: {
      lv: 'Ja pēc lēmuma, ko vairs nevar apstrīdēt, mainījušies apstākļi vai ir jauni pierādījumi, procesu var sākt no jauna.',
      en: 'If circumstances have changed, or there is new evidence, after a decision that can be contested no more, proceedings may be begun anew.',
    },
    who: { lv: 'Iestāde, kurai lēmums adresēts.', en: 'The institution to which it was addressed.' },
    needed: {
      lv: ['Lēmuma numurs.', 'Kas mainījies vai kļuvis zināms un kad par to uzzinājāt.', 'Pierādījumi.'],
      en: [
        'The number of the decision.',
        'What has changed or become known, and when you learned of it.',
        'Evidence.',
      ],
    },
    norm: { act: 'APL', article: '87(1)' },
    term: {
      lv: 'Lūgt var sešu mēnešu laikā no uzzināšanas un kamēr lēmums ir spēkā. Lēmumu pieņem mēneša laikā no iesnieguma saņemšanas.',
      en: 'It may be asked for within six months of learning, while the decision is in force. The decision is made within a month of receipt.',
    },
    termNorms: [
      { act: 'APL', article: '87(3)' },
      { act: 'APL', article: '64(1)' },
    ],
    fee: { lv: 'Bez maksas.', en: 'Free of charge.' },
    signature: {
      lv: 'Atsevišķs paraksts nav vajadzīgs, ja piesakāties ar valsts elektronisko identifikāciju.',
      en: 'No separate signature is needed if you sign in with the electronic identification of the state.',
    },
    after: {
      title: { lv: 'Kas notiek ar lēmumu', en: 'What becomes of the decision' },
      text: {
        lv: 'Kamēr nav jauna lēmuma, tas ir spēkā. Kamēr to vēl var apstrīdēt, iesniedziet apstrīdēšanas iesniegumu.',
        en: 'It is in force until there is a new one. While it can still be contested, contest it.',
      },
    },
    time: { lv: 'Aizpildīšana aizņem apmēram 10 minūtes.', en: 'Filling in takes about 10 minutes.' },
  },
}
