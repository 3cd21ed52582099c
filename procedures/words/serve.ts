import { word } from '../word.ts'

/** The decision is notified and enters into force (APL 70); a clerical error in it is corrected (APL 72). */
export const SERVE = word('serve', {
  stages: { service: { waitingOn: 'service', open: true, is: ['decided'] } },
  acts: {
    'service.prove': {
      by: ['inspector'],
      in: ['service'],
      fresh: true,
      seenBy: { applicant: ['receivedAt'] },
    },
    'decision.correct': {
      by: ['inspector'],
      in: 'decided',
      fresh: true,
      seenBy: { applicant: ['was', 'becomes'] },
    },
  },
  documents: ['correction'],
})
