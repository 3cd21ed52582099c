import { word } from '../word.ts'

/** Extension of the statutory term, before it ends (APL 64(2)). */
export const EXTEND = word('extend', {
  stages: {},
  acts: {
    'term.extend': {
      by: ['inspector'],
      in: 'running',
      ofTerm: true,
      fresh: true,
      seenBy: { applicant: ['extension', 'reason'] },
    },
  },
  documents: ['extension-notice'],
})
