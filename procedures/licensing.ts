import { procedure, standard, statutory } from './word.ts'
import { AFTERLIFE } from './words/afterlife.ts'
import { ASSESS } from './words/assess.ts'
import { COMPLETENESS } from './words/completeness.ts'
import { COURSE } from './words/course.ts'
import { DECIDE } from './words/decide.ts'
import { EXTEND } from './words/extend.ts'
import { HEAR } from './words/hear.ts'
import { PARTIES } from './words/parties.ts'
import { RESTORE } from './words/restore.ts'
import { SERVE } from './words/serve.ts'

/** Licensing of general and vocational education programmes: MK 23.05.2023 Nr. 253. */
export const LICENSING = procedure('licensing', {
  unit: 'licensing',
  first: 'registered',
  seenBy: { course: ['applicant'], application: ['applicant'] },
  // A month, two if information must be added; and what the public service card promises.
  terms: { statutory: statutory('MK253.licence'), standard: standard('card.30wd') },
  words: [COURSE, PARTIES, COMPLETENESS, ASSESS, EXTEND, DECIDE, HEAR, SERVE, AFTERLIFE, RESTORE],
  outcomes: {
    grant: { document: 'decision', effect: 'entered' },
    refuse: { document: 'decision', effect: 'none' },
    'grant-by-ministry': { document: 'contest-forwarding', effect: 'entered' },
  },
  favourable: ['grant', 'grant-by-ministry'],
})
