import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { ConflictView } from '../../cases/queries/conflicts.ts'
import { CONFLICT_GROUNDS, type ConflictGround } from '../../law/conflicts.ts'
import { Norm } from '../components/norm.tsx'
import { workTexts } from '../components/work-words.ts'
import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  ButtonGroup,
  Cell,
  ErrorSummary,
  Eyebrow,
  type FieldError,
  Heading,
  Lead,
  Muted,
  PostForm,
  Radios,
  RowHead,
  Select,
  Table,
  TableRow,
  Text,
  TextArea,
  TextInput,
  Title,
} from '../ui/index.ts'
import { type NewKey, say, type View } from '../view.ts'

export interface ConflictsPageProps {
  v: View
  file: CaseFile
  values: Record<string, string>
  errors: FieldError[]
  keyed: string
  newKey: NewKey
  /** Judges the conflicts of others, and enters those that were found. */
  judges: boolean
  /** Whose conflict can be entered, for those who judge. */
  staff: { personId: string; name: string }[]
}

/** Who takes no part in a case for the service, and the form to say so of oneself. */
export function ConflictsPage(p: ConflictsPageProps) {
  const { v, file, errors } = p
  const t = workTexts(v).conflicts
  const c = t.columns
  const conflicts = file.conflicts ?? []
  return (
    <Layout
      v={v}
      title={`${t.title} – ${file.state.number}`}
      wrong={errors.length > 0}
      back={{ href: `/cases/${file.caseId}`, text: file.state.number }}
    >
      <ErrorSummary v={v} errors={errors} />
      <Eyebrow>
        {file.state.number} · {file.state.subject}
      </Eyebrow>
      <Title>{t.title}</Title>
      <Lead>{t.lead}</Lead>
      {conflicts.length === 0 ? (
        <Text>{t.none}</Text>
      ) : (
        <Table head={[c.person, c.ground, c.said, c.state]}>
          {conflicts.map((one) => (
            <TableRow key={one.id}>
              <RowHead>{one.person}</RowHead>
              <Cell label={c.ground}>
                <Ground v={v} ground={one.ground} />
                {one.reason ? <Muted> {one.reason}</Muted> : null}
              </Cell>
              <Cell label={c.said}>
                {t.how[one.how]}
                {one.how === 'found' && one.by ? ` ${one.by}` : ''}, {momentWords(v, one.at)}
              </Cell>
              <Cell label={c.state}>
                {one.judged ? t.states[one.judged.how] : t.states.open}
                {one.judged ? (
                  <Muted>
                    {' '}
                    {one.judged.by}, {momentWords(v, one.judged.at)}
                    {one.judged.reason ? `: ${one.judged.reason}` : ''}
                  </Muted>
                ) : null}
                <Judgement {...p} one={one} />
              </Cell>
            </TableRow>
          ))}
        </Table>
      )}
      <Entry {...p} />
    </Layout>
  )
}

export function Ground({ v, ground }: { v: View; ground: ConflictGround }) {
  const rule = CONFLICT_GROUNDS[ground]
  return (
    <>
      {say(v, rule.title)} <Norm v={v} norm={rule.norm} />
    </>
  )
}

function Judgement({
  v,
  file,
  one,
  judges,
  values,
  errors,
  newKey,
}: ConflictsPageProps & { one: ConflictView }) {
  const t = workTexts(v).conflicts
  if (!judges || !one.stands || one.personId === v.person?.id) return null
  const reason = `reason-${one.id}`
  const error = errors.find((e) => e.field === reason || e.field === `outcome-${one.id}`)?.text
  return (
    <PostForm v={v} action={`/cases/${file.caseId}/conflicts/${one.id}/judgement`} keyed={newKey()}>
      <TextInput
        v={v}
        name={reason}
        label={t.judgeReason}
        value={values[reason] ?? ''}
        error={error}
        width={20}
      />
      <ButtonGroup>
        {one.judged ? null : (
          <Button name="outcome" value="upheld" label={t.upholdOne(one.person)}>
            {t.uphold}
          </Button>
        )}
        {CONFLICT_GROUNDS[one.ground].waivable ? (
          <Button name="outcome" value="waived" kind="secondary" label={t.waiveOne(one.person)}>
            {t.waive}
          </Button>
        ) : null}
        <Button name="outcome" value="ended" kind="secondary" label={t.endOne(one.person)}>
          {t.end}
        </Button>
      </ButtonGroup>
    </PostForm>
  )
}

function Entry({ v, file, judges, staff, values, errors, keyed }: ConflictsPageProps) {
  const t = workTexts(v).conflicts
  const field = (name: string) => ({
    v,
    name,
    value: values[name] ?? '',
    error: errors.find((e) => e.field === name)?.text,
  })
  const others = staff.filter((s) => s.personId !== v.person?.id)
  return (
    <section>
      <Heading>{t.declare}</Heading>
      <Text>{judges ? t.declareHintSuperior : t.declareHint}</Text>
      <PostForm v={v} action={`/cases/${file.caseId}/conflicts`} keyed={keyed}>
        {judges ? (
          <Select
            {...field('personId')}
            label={t.person}
            empty={t.myself}
            choices={others.map((s) => ({ value: s.personId, label: s.name }))}
          />
        ) : null}
        <Radios
          {...field('ground')}
          label={t.ground}
          choices={Object.entries(CONFLICT_GROUNDS).map(([value, rule]) => ({
            value,
            label: say(v, rule.title),
          }))}
        />
        <TextArea {...field('reason')} label={t.reason} rows={3} />
        <Button>{t.send}</Button>
      </PostForm>
    </section>
  )
}
