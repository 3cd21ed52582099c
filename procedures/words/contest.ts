import { word } from '../word.ts'

/** The decision may be contested at the ministry, whose outcome is carried out here (APL 76–81). */
export const CONTEST = word('contest', {
  stages: {
    'contest-period': { waitingOn: 'nobody', open: true, is: ['decided'] },
    contested: { waitingOn: 'ministry', open: true, is: ['decided'] },
  },
  acts: {
    'contest.submit': {
      by: ['applicant'],
      in: ['contest-period'],
      fresh: false,
      seenBy: { applicant: ['extent', 'request'] },
    },
    'contest.outcome': {
      by: ['inspector'],
      in: ['contested'],
      fresh: true,
      seenBy: { applicant: ['outcome', 'number', 'date', 'summary'] },
    },
  },
  // The ministry tells the addressee of its decision itself; what was contested is known by our decision.
  outcomes: {
    revoked: { document: 'contest-forwarding', effect: 'annulled' },
    'revoked-partly': { document: 'contest-forwarding', effect: 'by-hand' },
  },
  tasks: ['contest', 'ministry-outcome'],
  documents: ['contest-forwarding'],
})
