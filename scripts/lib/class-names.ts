import ts from 'typescript'

/** One place where something knows a class name that should not, or a class that is of no use. */
export interface ClassFinding {
  line: number
  what: string
}

/** The classes that a stylesheet clothes. */
export function classesIn(css: string): Set<string> {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/url\([^)]*\)/g, '')
  const selectors = [...plain.matchAll(/([^{}]*)\{/g)].map((m) => m[1] ?? '')
  return new Set(selectors.flatMap((s) => [...s.matchAll(/\.([a-z][\w-]*)/gi)].map((m) => m[1]!)))
}

/** A class that cannot be an everyday word: 'button--warning', 'header__menu'. */
const unmistakable = (name: string): boolean => /--|__/.test(name)

/**
 * Where a file outside web/ui/ speaks of looks: a class or style attribute (of whatever element), `classList`, a
 * selector by class, or a literal that is one of the classes.
 * @param known the classes of all stylesheets
 */
export function looksIn(text: string, path: string, known: Set<string>): ClassFinding[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: ClassFinding[] = []
  const say = (node: ts.Node, what: string): void => {
    found.push({ line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, what })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxAttribute(node) && /^(class|className|style)$/.test(node.name.getText()))
      say(node, `the attribute ${node.name.getText()}`)
    else if (ts.isPropertyAssignment(node) && /^['"]?(class|className)['"]?$/.test(node.name.getText()))
      say(node, `the attribute ${node.name.getText()}`)
    else if (ts.isPropertyAccessExpression(node) && /^(classList|className)$/.test(node.name.text))
      say(node, node.name.text)
    else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      for (const [, dot, name = ''] of node.text.matchAll(/(\.?)([a-z][\w-]*)/gi))
        if (known.has(name) && (unmistakable(name) || (dot && isSelector(node))))
          say(node, `the class ${name}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Whether a literal picks elements: handed to a function that does. */
function isSelector(node: ts.Node): boolean {
  const call = node.parent
  return (
    ts.isCallExpression(call) &&
    /(locator|querySelector|querySelectorAll|closest|matches|\$\$?)$/.test(call.expression.getText())
  )
}

/** Words of class names that the components say, and beginnings of those that are put together. */
export function saidIn(text: string, path: string): { names: Set<string>; beginnings: string[] } {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const names = new Set<string>()
  const beginnings: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) for (const word of node.text.split(/\s+/)) names.add(word)
    if (ts.isTemplateHead(node)) {
      const words = node.text.split(/\s+/)
      beginnings.push(words.pop() ?? '')
      for (const word of words) names.add(word)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { names, beginnings: beginnings.filter((b) => /--$|__$/.test(b)) }
}
