import { expect, test } from 'vitest';
import { matching } from './FieldPicker.tsx';

const paths = ['container.image.name', 'container.name', 'process.code_signature.exists', 'process.name', '@timestamp'];

test.each([
  ['', paths],
  ['  ', paths],
  ['container name', ['container.name', 'container.image.name']],
  ['pro na', ['process.name', 'process.code_signature.exists']],
  ['process.na', ['process.name', 'process.code_signature.exists']],
  ['SIGN', ['process.code_signature.exists']],
  ['name proc', ['process.name']],
  ['nowhere', []],
])('"%s" finds %j', (text, found) => expect(matching(paths, text)).toEqual(found));
