import { ADDRESSEES, procedure, statutory } from './word.ts'
import { AFTERLIFE } from './words/afterlife.ts'
import { ASSESS } from './words/assess.ts'
import { COURSE } from './words/course.ts'
import { DECIDE } from './words/decide.ts'
import { EXTEND } from './words/extend.ts'
import { HEAR } from './words/hear.ts'
import { SERVE } from './words/serve.ts'

/** Proceedings that ended with an incontestable act are begun anew, when its addressee applies or the institution must (APL 87, 88). */
export const REOPENING = procedure('reopening', {
  about: 'decision',
  first: 'registered',
  seenBy: { course: ADDRESSEES, application: ADDRESSEES },
  terms: { statutory: statutory('APL64.base') },
  words: [COURSE, ASSESS, EXTEND, DECIDE, HEAR, SERVE, AFTERLIFE],
  outcomes: {
    'decide-anew': { document: 'decision', effect: 'none' },
    'refuse-reopening': { document: 'decision', effect: 'none' },
  },
  favourable: ['decide-anew'],
})
