import type { BodyView, RuleLine } from '../../../cases/bodies/body.ts'
import type { Share } from '../../../law/bodies/body.ts'
import { workTexts } from '../../components/work-words.ts'
import { dayShort } from '../../format.ts'
import {
  Button,
  DateInput,
  Details,
  Facts,
  Heading,
  PostForm,
  Radios,
  Tag,
  Text,
  TextInput,
} from '../../ui/index.ts'
import type { View } from '../../view.ts'
import type { BodyPageProps } from './body.tsx'

const shareWords = (v: View, { of: [part, whole], more }: Share): string =>
  `${workTexts(v).bodies.rule[more ? 'more-than' : 'at-least']} ${part}/${whole}`

/** By which rule the body decides on the day that is shown, and by which it did before. */
export function InForce({ v, data }: { v: View; data: BodyView }) {
  const t = workTexts(v).bodies
  const earlier = data.rules.filter((r) => r.from !== data.rule.from)
  return (
    <section>
      <Heading size="l">{t.rule.title}</Heading>
      <Rule v={v} line={data.rule} />
      <Text>{t.quorumNow(data.quorum.needed, data.quorum.base)}</Text>
      {earlier.length > 0 ? (
        <Details summary={t.rule.others}>
          {earlier.map((line) => (
            <Rule v={v} line={line} key={line.from} />
          ))}
        </Details>
      ) : null}
    </section>
  )
}

function Rule({ v, line }: { v: View; line: RuleLine }) {
  const t = workTexts(v).bodies.rule
  const { rule } = line
  const quorum = 'number' in rule.quorum ? String(rule.quorum.number) : shareWords(v, rule.quorum.share)
  return (
    <>
      <Facts
        rows={[
          [
            t.days,
            `${line.from ? dayShort(v, line.from) : ''} – ${line.until ? dayShort(v, line.until) : ''}`,
          ],
          [t.quorum, `${quorum}, ${t.bases[rule.quorumOf]}`],
          [t.majority, `${shareWords(v, rule.majority)}, ${t.bases[rule.majorityOf]}`],
          [t.vote, t.votes[rule.vote]],
          [t.tie, t.ties[rule.tie]],
          [t.remote, t.yesNo[rule.remote ? 'yes' : 'no']],
          [t.written, t.yesNo[rule.written ? 'yes' : 'no']],
          [t.deputyForRecused, t.yesNo[rule.deputyForRecused ? 'yes' : 'no']],
          [t.source, line.source],
        ]}
      />
      {line.source === null ? (
        <Text>
          <Tag tone="soon">{t.unverified}</Tag>
        </Text>
      ) : null}
    </>
  )
}

/** What is filled in beforehand: as it is assumed. */
const BEFORE: Record<string, string> = {
  ...{ quorum: 'more-than', quorumPart: '1', quorumWhole: '2', quorumOf: 'in-office' },
  ...{ majority: 'more-than', majorityPart: '1', majorityWhole: '2', majorityOf: 'present' },
  ...{ vote: 'open', tie: 'chair', remote: 'yes', written: 'yes', deputyForRecused: 'no' },
}

export function RuleForm({ v, data, values, errors, newKey }: BodyPageProps) {
  const t = workTexts(v).bodies.rule
  const field = (name: string) => ({
    v,
    name,
    value: values[name] ?? BEFORE[name] ?? '',
    error: errors.find((e) => e.field === name)?.text,
  })
  const radios = (name: string, label: string, words: Record<string, string>) => (
    <Radios
      {...field(name)}
      label={label}
      choices={Object.entries(words).map(([value, text]) => ({ value, label: text }))}
    />
  )
  const how = { 'more-than': t['more-than'], 'at-least': t['at-least'] }
  const { 'in-office': inOffice, 'not-recused': notRecused, present, cast } = t.bases
  return (
    <Details summary={t.set} open={errors.some((e) => e.field in BEFORE || e.field === 'ruleFrom')}>
      <PostForm v={v} action={`/bodies/${data.id}/rules`} keyed={newKey()}>
        <DateInput {...field('ruleFrom')} label={t.from} />
        {radios('quorum', t.quorum, { ...how, number: t.number })}
        <TextInput {...field('quorumPart')} label={t.quorumPart} width={4} />
        <TextInput {...field('quorumWhole')} label={t.quorumWhole} width={4} />
        <TextInput {...field('quorumNumber')} label={t.quorumNumber} width={4} />
        {radios('quorumOf', t.quorumOf, { 'in-office': inOffice, 'not-recused': notRecused })}
        {radios('majority', t.majority, how)}
        <TextInput {...field('majorityPart')} label={t.majorityPart} width={4} />
        <TextInput {...field('majorityWhole')} label={t.majorityWhole} width={4} />
        {radios('majorityOf', t.majorityOf, { 'in-office': inOffice, present, cast })}
        {radios('vote', t.vote, t.votes)}
        {radios('tie', t.tie, t.ties)}
        {radios('remote', t.remote, t.yesNo)}
        {radios('written', t.written, t.yesNo)}
        {radios('deputyForRecused', t.deputyForRecused, t.yesNo)}
        <TextInput {...field('source')} label={t.source} hint={t.sourceHint} />
        <Button>{t.save}</Button>
      </PostForm>
    </Details>
  )
}
