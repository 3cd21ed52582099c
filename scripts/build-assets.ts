// Bundles the styles of web/ui/ with their fonts and the little script of the pages: web/ → build/public/. What is
// named by its content is kept by browsers for ever; `assets.json` says under which name. Text is compressed once, here.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import { ROOT } from './lib/paths.ts'

const target = join(ROOT, 'build', 'public')
rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })

const { metafile } = await esbuild.build({
  entryPoints: [join(ROOT, 'web', 'ui', 'main.css'), join(ROOT, 'web', 'client', 'main.ts')],
  entryNames: '[name]-[hash]',
  assetNames: 'fonts/[name]-[hash]',
  outdir: target,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
  loader: { '.woff2': 'file' },
  metafile: true,
  logLevel: 'warning',
})

const built: Record<string, string> = {}
for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
  if (!entryPoint) continue
  const file = join(ROOT, path)
  built[basename(entryPoint).replace(/\.ts$/, '.js')] = relative(target, file)
  writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)))
}
writeFileSync(join(target, 'assets.json'), JSON.stringify(built))

// Whatever else lies in web/public goes along under its own name: the icon, the robots file.
cpSync(join(ROOT, 'web', 'public'), target, { recursive: true })
