import { jest } from '@jest/globals'
import fc from 'fast-check'

// A check must say the same of the same code: properties look at the same examples each time. FC_SEED=random, which
// `npm run test:law` sets, goes looking for new ones; what it finds becomes an example of its property.
const seed = process.env.FC_SEED ?? '20261122'
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) })

// Nothing here is timed: on a machine that others use too, a test may take its time.
jest.setTimeout(30_000)
