import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { ActDef } from '../../forms/acts/act.ts'
import type { Finding } from '../../law/decision/draft.ts'
import { ActFieldInput } from '../components/act-fields.tsx'
import {
  Application,
  Findings,
  findingsIn,
  type OfCase,
  RemarkList,
  remarksOf,
  Terms,
} from '../components/case-parts.tsx'
import { DraftFindings } from '../components/draft-findings.tsx'
import { Said, saidIn } from '../components/said.tsx'
import type { Definition } from '../definition.ts'
import { Layout } from '../layout.tsx'
import {
  Alert,
  Button,
  ButtonGroup,
  Columns,
  Details,
  ErrorSummary,
  Eyebrow,
  type FieldError,
  Heading,
  Lead,
  Link,
  List,
  PostForm,
  Side,
  Text,
  Title,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'

export interface ActPageProps {
  v: View
  file: CaseFile
  def: Definition
  act: ActDef
  values: Record<string, string>
  errors: FieldError[]
  /** What the law says of the draft on the desk, if there is one. */
  findings?: Finding[] | undefined
  /** The draft was only read, at the person's wish. */
  checked?: boolean
  /** Why the case did not take it; what was entered stands below. */
  refused?: { title: string; text: string } | undefined
  keyed: string
  /** It cannot be done any more: what was entered can be read, not sent. */
  impossible: boolean
}

/** What is said with an act, on a page of its own, with the file at hand. */
export function ActPage(props: ActPageProps) {
  const { v, file, def, act, values, errors, findings, checked, refused, keyed, impossible } = props
  const drafting = act.check === true
  // What stands as an error on its field is not said twice.
  const told = errors.length > 0 ? findings?.filter((f) => f.severity === 'warn') : findings
  const sections = act.fields.findIndex((f) => f.section)
  const title = say(v, act.title)
  const href = `/cases/${file.caseId}`
  const kind = act.tone === 'primary' ? undefined : act.tone
  return (
    <Layout
      v={v}
      title={`${title} – ${file.state.number}`}
      wrong={errors.length > 0 || refused !== undefined}
      back={{ href, text: v.t.errors.toCase }}
    >
      <Columns>
        <div>
          {refused ? (
            <Alert title={refused.title}>
              <p>{refused.text}</p>
              <p>
                <Link href={href}>{v.t.errors.toCase}</Link>
              </p>
            </Alert>
          ) : (
            <ErrorSummary v={v} errors={errors} />
          )}
          <Eyebrow>
            {file.state.number} · {file.state.subject}
          </Eyebrow>
          <Title>{title}</Title>
          {act.explain ? <Lead>{say(v, act.explain)}</Lead> : null}
          {told && (told.length > 0 || (checked && errors.length === 0)) ? (
            <DraftFindings v={v} findings={told} />
          ) : null}
          <PostForm v={v} action={`${href}/acts/${act.id}`} keyed={keyed}>
            <input type="hidden" name="_revision" value={String(file.state.revision)} />
            {act.fields.map((field, n) => (
              <ActFieldInput
                key={field.name}
                v={v}
                act={act}
                field={field}
                values={values}
                errors={errors}
                file={file}
                form={def.form}
                large={sections < 0 || n < sections}
              />
            ))}
            {impossible ? null : (
              <ButtonGroup>
                <Button kind={kind === 'secondary' ? undefined : kind}>{title}</Button>
                {drafting ? (
                  <Button kind="secondary" name="_check" value="1">
                    {v.t.case.draftCheck.button}
                  </Button>
                ) : null}
                <Link href={href}>{v.t.cancel}</Link>
              </ButtonGroup>
            )}
          </PostForm>
          {act.fields.length === 0 ? <SaidBefore v={v} file={file} def={def} /> : null}
        </div>
        <Context v={v} file={file} def={def} drafting={drafting} said={act.fields.length > 0} />
      </Columns>
    </Layout>
  )
}

/** What a person needs to see while writing. */
function Context({
  v,
  file,
  def,
  drafting,
  said,
}: {
  v: View
  file: CaseFile
  def: Definition
  drafting: boolean
  /** Whether what was said stands here, and not already in the main column. */
  said: boolean
}) {
  const t = v.t.case.file
  const remarks = remarksOf(file, def)
  const assessed = findingsIn(file, def) !== undefined
  return (
    <Side stays>
      <section>
        <Heading size="s">{t.context}</Heading>
        <Terms v={v} clocks={file.clocks.filter((c) => c.kind !== 'standard')} />
        {drafting ? <Parts v={v} /> : null}
        <Details summary={t.application}>
          <Application v={v} file={file} remarks={{}} />
        </Details>
        {Object.keys(remarks).length > 0 ? (
          <Details summary={t.remarksLast}>
            <RemarkList v={v} form={def.form} remarks={remarks} />
          </Details>
        ) : null}
        {assessed ? (
          <Details summary={t.findings} open={true}>
            <Findings v={v} file={file} def={def} />
          </Details>
        ) : null}
      </section>
      {said ? <SaidBefore v={v} file={file} def={def} /> : null}
    </Side>
  )
}

/** What must have been read before a person writes or signs. */
function SaidBefore(of: OfCase) {
  if (saidIn(of.file, of.def, true).length === 0) return null
  return (
    <section>
      <Heading size="s">{of.v.t.case.file.said}</Heading>
      <Said {...of} before={true} />
    </section>
  )
}

/** The parts of a written administrative act: who writes which. */
function Parts({ v }: { v: View }) {
  const t = v.t.case.file
  const lists = [
    [t.partsYou, t.partsYouList],
    [t.partsSystem, t.partsSystemList],
  ] as const
  return (
    <Details summary={t.parts}>
      {lists.map(([title, items]) => (
        <div key={title}>
          <Text strong tight>
            {title}
          </Text>
          <List kind="bullet">
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </List>
        </div>
      ))}
    </Details>
  )
}
