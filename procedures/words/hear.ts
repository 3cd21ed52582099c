import { word } from '../word.ts'

/** The right to be heard before anything unfavourable (APL 62). */
export const HEAR = word('hear', {
  stages: { hearing: { waitingOn: 'applicant', open: true, is: ['undecided', 'running', 'drafted'] } },
  acts: {
    'views.submit': { by: ['applicant'], in: ['hearing'], fresh: true, seenBy: { applicant: ['text'] } },
  },
  tasks: ['views'],
  documents: ['hearing-invitation'],
})
