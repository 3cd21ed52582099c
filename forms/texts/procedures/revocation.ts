import type { REVOCATION } from '../../../procedures/revocation.ts'
import { revocationForm } from '../../revocation.ts'
import { join, type TextsOf } from '../texts.ts'
import { afterlifeTexts } from '../words/afterlife.ts'
import { assessTexts } from '../words/assess.ts'
import { courseTexts } from '../words/course.ts'
import { decideTexts } from '../words/decide.ts'
import { extendTexts } from '../words/extend.ts'
import { hearTexts } from '../words/hear.ts'
import { serveTexts } from '../words/serve.ts'

const words = join(courseTexts, assessTexts, extendTexts, decideTexts, hearTexts, serveTexts, afterlifeTexts)

export const revocationTexts: TextsOf<typeof REVOCATION> = {
  ...words,
  title: revocationForm.title,
  stages: {
    ...words.stages,
    assessment: {
      ...words.stages.assessment,
      does: {
        lv: 'noskaidro, vai ir pamats lēmumu atcelt.',
        en: 'finds out whether there is a ground to revoke the decision.',
      },
    },
  },
  tasks: {
    ...words.tasks,
    assessment: { lv: 'Izvērtēt lēmumu un atcelšanas pamatu', en: 'Assess the decision and the ground' },
  },
  outcomes: {
    ...words.outcomes,
    'revoke-benefit': { lv: 'Labvēlīgs lēmums atcelts', en: 'Favourable decision revoked' },
    'revoke-burden': { lv: 'Nelabvēlīgs lēmums atcelts', en: 'Unfavourable decision revoked' },
    'leave-in-force': { lv: 'Lēmums atstāts spēkā', en: 'Decision left in force' },
    'refuse-revocation': { lv: 'Atteikts atcelt lēmumu', en: 'Revocation refused' },
  },
  about: {
    ask: { lv: 'Lūgt atcelt lēmumu', en: 'Ask for the decision to be revoked' },
    open: { lv: 'Ierosināt lēmuma atcelšanu', en: 'Begin its revocation' },
    of: { lv: 'Lieta par lēmuma atcelšanu', en: 'Case about its revocation' },
  },
  letters: { application: 'Iesniegums atcelt lēmumu', about: 'lēmuma atcelšanu' },
  next: {
    lv: [
      'Inspektors noskaidro, vai ir pamats lēmumu atcelt.',
      'Ja paredzēts jums nelabvēlīgs lēmums, vispirms lūgs jūsu viedokli.',
      'Lēmumu pārskata otra persona un paraksta direktors. To var apstrīdēt un pārsūdzēt.',
    ],
    en: [
      'An inspector finds out whether there is a ground to revoke the decision.',
      'Before a decision unfavourable to you, you are asked for your views.',
      'A second person reviews the decision and the director signs it. It can be contested.',
    ],
  },
  service: {
    lead: {
      lv: 'Lēmumu, ko vairs nevar apstrīdēt, dienests var atcelt, ja likumā tam ir pamats.',
      en: 'A decision that can be contested no more may be revoked by the Service, on the grounds of the law.',
    },
    who: { lv: 'Iestāde, kurai lēmums adresēts.', en: 'The institution to which it was addressed.' },
    needed: {
      lv: ['Lēmuma numurs.', 'Apstākļi, kuru dēļ lēmums būtu jāatceļ, un pierādījumi.'],
      en: ['The number of the decision.', 'Why it should be revoked, and evidence.'],
    },
    norm: { act: 'APL', article: '83(1)' },
    term: {
      lv: 'Lēmumu pieņem mēneša laikā no iesnieguma saņemšanas.',
      en: 'The decision is made within a month of receipt.',
    },
    termNorms: [
      { act: 'APL', article: '64(1)' },
      { act: 'APL', article: '85' },
      { act: 'APL', article: '86' },
    ],
    fee: { lv: 'Bez maksas.', en: 'Free of charge.' },
    signature: {
      lv: 'Atsevišķs paraksts nav vajadzīgs, ja piesakāties ar valsts elektronisko identifikāciju.',
      en: 'No separate signature is needed if you sign in with the electronic identification of the state.',
    },
    after: {
      title: { lv: 'Kas notiek ar lēmumu', en: 'What becomes of the decision' },
      text: {
        lv: 'To atceļ ar jaunu lēmumu; līdz tam tas ir spēkā. Kamēr lēmumu vēl var apstrīdēt, iesniedziet apstrīdēšanas iesniegumu.',
        en: 'It is revoked by a new decision, and in force until then. While it can still be contested, contest it.',
      },
    },
    time: { lv: 'Aizpildīšana aizņem apmēram 10 minūtes.', en: 'Filling in takes about 10 minutes.' },
  },
}
