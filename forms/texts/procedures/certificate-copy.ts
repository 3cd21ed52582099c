import type { CERTIFICATE_COPY, COPY } from '../../../procedures/certificate-copy.ts'
import { certificateCopyForm } from '../../certificate-copy.ts'
import { join, type TextsOf, type WordTexts } from '../texts.ts'
import { courseTexts } from '../words/course.ts'

const own: WordTexts<typeof COPY> = {
  stages: {
    copying: {
      name: { lv: 'Dublikāta sagatavošana', en: 'Making the duplicate' },
      who: { lv: 'Inspektors', en: 'The inspector' },
      does: { lv: 'salīdzina pieprasījumu ar reģistru.', en: 'compares the request with the register.' },
    },
  },
  outcomes: {
    copied: { lv: 'Dublikāts izsniegts', en: 'Duplicate issued' },
    'nothing-to-copy': { lv: 'Nav, ko dublēt', en: 'Nothing to copy' },
  },
  tasks: { copy: { lv: 'Sagatavot dublikātu', en: 'Make the duplicate' } },
  documents: {
    duplicate: { lv: 'Dublikāts', en: 'Duplicate' },
    'no-duplicate': { lv: 'Atbilde uz dublikāta pieprasījumu', en: 'Reply to the request for a duplicate' },
  },
  track: [{ id: 'copying', name: { lv: 'Dublikāts', en: 'Duplicate' }, stages: ['copying'] }],
}

export const certificateCopyTexts: TextsOf<typeof CERTIFICATE_COPY> = {
  ...join(courseTexts, own),
  title: certificateCopyForm.title,
  letters: {
    application: 'Pieprasījums izsniegt dublikātu',
    about: 'licences vai apliecības dublikāta izsniegšanu',
  },
  next: {
    lv: ['Inspektors salīdzina pieprasījumu ar reģistru.', 'Dublikātu saņemsiet e-adresē vai e-pastā.'],
    en: [
      'An inspector compares the request with the register.',
      'You get the duplicate by e-address or e-mail.',
    ],
  },
  service: {
    lead: {
      lv: 'Ja licences vai apliecības dokuments ir vajadzīgs vēlreiz, dienests izsniedz dublikātu.',
      en: 'If the document of a licence or certificate is needed once more, the Service issues a duplicate.',
    },
    who: {
      lv: 'Iestāde, uz kuras vārda ir licence vai apliecība.',
      en: 'The institution to which the licence or certificate was given.',
    },
    needed: { lv: ['Licences vai apliecības numurs.'], en: ['The number of the licence or certificate.'] },
    term: {
      lv: 'Dienesta mērķis ir desmit darbdienas; likums dod mēnesi.',
      en: 'The aim of the Service is ten working days; the law gives a month.',
    },
    termNorms: [{ act: 'APL', article: '64(1)' }],
    fee: { lv: 'Bez maksas.', en: 'Free of charge.' },
    signature: {
      lv: 'Atsevišķs paraksts nav vajadzīgs, ja piesakāties ar valsts elektronisko identifikāciju.',
      en: 'No separate signature is needed if you sign in with the electronic identification of the state.',
    },
    after: {
      title: { lv: 'Kas ir dublikāts', en: 'What the duplicate is' },
      text: {
        lv: 'Apzīmogots dokuments ar to pašu saturu, kāds ir reģistrā izsniegšanas dienā.',
        en: 'A sealed document that says what the register says on the day on which it is issued.',
      },
    },
    time: { lv: 'Aizpildīšana aizņem apmēram 2 minūtes.', en: 'Filling in takes about 2 minutes.' },
  },
}
