import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

interface Lock {
  packages: Record<string, { optionalDependencies?: Record<string, string>; integrity?: string }>
}

test('the list of packages names the builds for all systems, each with its hash: `npm ci` takes it anywhere', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  const paths = Object.keys(packages).filter((path) => path !== '')
  const missing = paths.flatMap((path) =>
    Object.keys(packages[path]!.optionalDependencies ?? {}).filter(
      (name) => !(`${path}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages),
    ),
  )
  expect(missing).toEqual([])
  expect(paths.filter((path) => !packages[path]!.integrity)).toEqual([])
})
