import { ADDRESSEES, procedure, statutory } from './word.ts'
import { AFTERLIFE } from './words/afterlife.ts'
import { ASSESS } from './words/assess.ts'
import { COURSE } from './words/course.ts'
import { DECIDE } from './words/decide.ts'
import { EXTEND } from './words/extend.ts'
import { HEAR } from './words/hear.ts'
import { SERVE } from './words/serve.ts'

/** Revocation of an incontestable administrative act, on application or of the institution's own motion (APL 83–86). */
export const REVOCATION = procedure('revocation', {
  about: 'decision',
  first: 'registered',
  seenBy: { course: ADDRESSEES, application: ADDRESSEES },
  terms: { statutory: statutory('APL64.base') },
  words: [COURSE, ASSESS, EXTEND, DECIDE, HEAR, SERVE, AFTERLIFE],
  // What the entry of a register is to be, the case of the revoked decision orders itself.
  outcomes: {
    'revoke-benefit': { document: 'decision', effect: 'none', does: 'withdraws' },
    'revoke-burden': { document: 'decision', effect: 'none' },
    'leave-in-force': { document: 'decision', effect: 'none' },
    'refuse-revocation': { document: 'decision', effect: 'none' },
  },
  favourable: ['revoke-burden', 'leave-in-force'],
})
