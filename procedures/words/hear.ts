import { ADDRESSEES, seenByAddressees, word } from '../word.ts'

/** The right to be heard before anything unfavourable (APL 62). */
export const HEAR = word('hear', {
  stages: { hearing: { waitingOn: 'applicant', open: true, is: ['undecided', 'running', 'drafted'] } },
  acts: {
    'views.submit': {
      by: ADDRESSEES,
      in: 'undecided',
      ofTask: 'views',
      fresh: true,
      seenBy: seenByAddressees('text'),
    },
  },
  tasks: ['views'],
  documents: ['hearing-invitation'],
})
