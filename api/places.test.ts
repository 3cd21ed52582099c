import { expect, test } from '@jest/globals'
import { Places } from './places.ts'

test('one asker cannot take the places of all, all not more than there are, and each is given back once', () => {
  const places = new Places(3, 2)
  const own = [places.take('a'), places.take('a')]
  expect(places.take('a')).toBeUndefined()
  expect(places.take('b')).toBeDefined()
  expect(places.take('c')).toBeUndefined()
  own[0]!()
  own[0]!()
  expect(places.take('c')).toBeDefined()
  expect(places.take('d')).toBeUndefined()
  own[1]!()
  expect(places.take('a')).toBeDefined()
})
