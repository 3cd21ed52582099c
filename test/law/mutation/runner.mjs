// A test runner for Stryker that runs the law room's tests in its own process. The room is pure and its tests are
// synchronous, so a mutant is switched on and the tests that reach it are called again: milliseconds instead of the
// seconds that a new Jest environment takes. The tests are the same files that Jest runs; see jest-globals.mjs.
import { readdirSync } from 'node:fs'
import { register } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { register as registerTsx } from 'tsx/esm/api'

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) return testFiles(full)
    return entry.name.endsWith('.test.ts') ? [full] : []
  })
}

// The calendar keeps a memo in a WeakMap; a mutant must neither inherit nor leave one.
const memos = []
class ForgetfulWeakMap {
  constructor() {
    memos.push(this)
    this.forget()
  }
  forget() {
    this.map = new Map()
  }
  get(key) {
    return this.map.get(key)
  }
  set(key, value) {
    this.map.set(key, value)
    return this
  }
  has(key) {
    return this.map.has(key)
  }
}

class LawTestRunner {
  tests = []
  duration = new Map()

  capabilities() {
    return { reloadEnvironment: false }
  }

  async init() {
    process.env.LAW_THIN = '1'
    globalThis.__stryker__ ??= {}
    registerTsx()
    register(new URL('./hooks.mjs', import.meta.url))
    const shim = await import('./jest-globals.mjs')
    await import('date-holidays')
    const real = globalThis.WeakMap
    globalThis.WeakMap = ForgetfulWeakMap
    const root = process.cwd()
    const files = [...testFiles(path.join(root, 'law')), path.join(root, 'test/law/examples.test.ts')]
    for (const file of files) {
      shim.startFile(path.relative(root, file))
      await import(pathToFileURL(file).href)
    }
    globalThis.WeakMap = real
    this.tests = shim.tests
    this.shim = shim
  }

  /** Runs every test unmutated: the truth for snapshots and the duration for the order. */
  baseline() {
    const results = []
    this.shim.recordSnapshots(true)
    for (const test of this.tests) {
      globalThis.__stryker__.currentTestId = test.id
      results.push(this.run(test))
    }
    this.shim.recordSnapshots(false)
    for (const result of results) this.duration.set(result.id, result.timeSpentMs)
    return results
  }

  async dryRun() {
    const results = this.baseline()
    // Tests prepare some facts while they are loaded. What a test reaches again when it runs needs no new process.
    const { static: atLoad, perTest } = globalThis.__stryker__.mutantCoverage
    const reached = new Set(Object.values(perTest).flatMap((one) => Object.keys(one)))
    for (const id of Object.keys(atLoad)) if (reached.has(id)) delete atLoad[id]
    return {
      status: DryRunStatus.Complete,
      tests: results,
      mutantCoverage: globalThis.__stryker__.mutantCoverage,
    }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail }) {
    const ns = globalThis.__stryker__
    // A process that was started anew after a mutant hung has had no dry run.
    if (this.duration.size === 0) this.baseline()
    ns.hitCount = hitLimit === undefined ? undefined : 0
    ns.hitLimit = hitLimit
    ns.activeMutant = activeMutant.id
    const wanted = testFilter ? new Set(testFilter) : null
    const order = this.tests.filter((t) => !wanted || wanted.has(t.id))
    // Quick tests first: most mutants die in one of them.
    order.sort((a, b) => this.duration.get(a.id) - this.duration.get(b.id))
    const results = []
    try {
      for (const test of order) {
        const result = this.run(test)
        results.push(result)
        if (result.status === TestStatus.Failed && !disableBail) break
      }
    } finally {
      ns.activeMutant = undefined
    }
    const limit = determineHitLimitReached(ns.hitCount, hitLimit)
    return toMutantRunResult(limit ?? { status: DryRunStatus.Complete, tests: results })
  }

  run(test) {
    for (const memo of memos) memo.forget()
    this.shim.startTest(test)
    const start = performance.now()
    const base = () => ({
      id: test.id,
      name: test.name,
      fileName: test.file,
      timeSpentMs: performance.now() - start,
    })
    try {
      test.fn()
      return { ...base(), status: TestStatus.Success }
    } catch (error) {
      return {
        ...base(),
        status: TestStatus.Failed,
        failureMessage: String(error?.message ?? error).slice(0, 400),
      }
    }
  }

  async dispose() {}
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'law', LawTestRunner)]
