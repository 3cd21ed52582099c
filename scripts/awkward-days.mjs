// npm run test:days — the suite of licensing, begun on each of ten awkward days. Tests begin on an ordinary day otherwise: what
// goes wrong only near a holiday, at the end of February or when clocks change, shows here.
import { spawnSync } from 'node:child_process'

const DAYS = [
  ['2026-12-23', 'before Christmas, and the new year in a month counted from it'],
  ['2026-12-31', 'the last day of the year'],
  ['2027-01-29', 'a month later there is no such day'],
  ['2027-03-25', 'before Good Friday'],
  ['2027-03-27', 'clocks change in the night'],
  ['2027-05-03', 'between a weekend and a holiday'],
  ['2027-06-22', 'before Līgo'],
  ['2027-10-30', 'clocks change back in the night'],
  ['2027-11-17', 'before Proclamation Day'],
  ['2028-02-29', 'the day that most years have not'],
]

const asked = process.argv.slice(2)
const failed = DAYS.filter(([day]) => asked.length === 0 || asked.includes(day)).filter(([day, why]) => {
  console.log(`── ${day}: ${why}`)
  const { status } = spawnSync(
    process.execPath,
    ['scripts/test.mjs', 'integration', 'test/procedures/licensing'],
    {
      stdio: 'inherit',
      env: { ...process.env, LIETA_TEST_DAY: day },
    },
  )
  return status !== 0
})
console.log(failed.length === 0 ? 'all days passed' : `failed on ${failed.map(([day]) => day).join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
