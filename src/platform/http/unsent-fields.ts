import { requiredFields } from './fields.js';

/**
 * Takes back the initial values of required fields that were not sent. Classes of fields have an initial value for
 * each field; a required choice would otherwise be made by whoever forgot it.
 *
 * @param instance made of what was sent
 */
export function forgetUnsent(instance: object, sent: object): void {
  for (const field of requiredFields(instance)) {
    if (!Object.hasOwn(sent, field)) Reflect.deleteProperty(instance, field);
  }
  for (const [field, value] of Object.entries(instance)) {
    for (const [part, sentPart] of pairs(value, Reflect.get(sent, field))) forgetUnsent(part, sentPart);
  }
}

/** The objects in a value beside what was sent for each: one for an object, several for a list. */
function pairs(value: unknown, sent: unknown): readonly (readonly [object, object])[] {
  if (Array.isArray(value) && Array.isArray(sent)) return value.flatMap((item, at) => pairs(item, sent[at]));
  return isObject(value) && isObject(sent) ? [[value, sent]] : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
