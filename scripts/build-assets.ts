// Compiles the stylesheet, bundles the little script of the pages and copies the font: web/ → build/public/.
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as esbuild from 'esbuild'
import * as sass from 'sass'
import { ROOT } from './lib/paths.ts'

const target = join(ROOT, 'build', 'public')
mkdirSync(target, { recursive: true })

const styles = join(ROOT, 'web', 'styles', 'main.scss')
if (existsSync(styles)) {
  const { css } = sass.compile(styles, {
    loadPaths: [join(ROOT, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
    silenceDeprecations: ['import'],
  })
  writeFileSync(join(target, 'main.css'), css)
}

// Latvian letters are in latin-ext.
const fonts = join(ROOT, 'node_modules', '@fontsource', 'noto-sans', 'files')
mkdirSync(join(target, 'fonts'), { recursive: true })
for (const name of readdirSync(fonts)) {
  if (/^noto-sans-latin(-ext)?-(400|700)-normal\.woff2$/.test(name))
    cpSync(join(fonts, name), join(target, 'fonts', name))
}

const scripts = join(ROOT, 'web', 'client')
const entries = existsSync(scripts)
  ? readdirSync(scripts).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  : []
if (entries.length > 0) {
  await esbuild.build({
    entryPoints: entries.map((name) => join(scripts, name)),
    entryNames: '[name]',
    outdir: target,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    sourcemap: true,
    logLevel: 'warning',
  })
}

// Whatever else lies in web/public goes along as it is: icons, the robots file.
const plain = join(ROOT, 'web', 'public')
if (existsSync(plain)) cpSync(plain, target, { recursive: true })
