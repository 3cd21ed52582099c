import { seenByAddressees, word } from '../word.ts'

/** The decision is notified and enters into force (APL 70). */
export const SERVE = word('serve', {
  stages: { service: { waitingOn: 'service', open: true, is: ['decided', 'after'] } },
  acts: {
    'service.prove': {
      by: ['inspector'],
      // Of several decisions one may be at the ministry while another is served.
      in: 'decided',
      ofDecision: ['service', 'contest-period'],
      fresh: true,
      seenBy: seenByAddressees('receivedAt'),
    },
  },
})
