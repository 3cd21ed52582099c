// Outside Jest, '@jest/globals' refuses to load; here it is what runner.mjs provides.
const SHIM = new URL('./jest-globals.mjs', import.meta.url).href

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: SHIM, shortCircuit: true }
  return next(specifier, context)
}
