import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertShape, eventShape, follow, pathsIn } from '../../../src/event/event-shape.ts';
import { toldInEnglish } from '../../../src/language/message.ts';
import { describeFlaw, flawOfField, nearestField } from '../../../src/rule/detection/field-flaw.ts';

const known = pathsIn(alertShape);

describe('a path of an event', () => {
  test.each([
    'eventType',
    'actor',
    'actor.id',
    'target.displayName',
    'target.detailEntry.anything.below',
    'target.changeDetails.from.policyRuleActionJson.appSignOn.access',
    'actor.detailEntry.x',
    'transaction.detail.x',
    'device.device_integrator.x',
    'request.ipChain.ip',
    'request.ipChain[-1].geographicalContext.country',
    'target[type=User,detailEntry.x=y].id',
    'debugContext.debugData.tunnels[0].type',
    'securityContext.risk.reasons[.=x]',
    'debugContext.debugData.x',
    'debugContext.debugData.behaviors.New Device',
    'debugContext.debugData.tunnels.type',
    'authenticatorContext.bindingMethod',
    'securityContext.risk.reasons',
    'client.geographicalContext.geolocation.lat',
  ])('may be %s', (path) => {
    expect(flawOfField(path, eventShape)?.kind).not.toBe('absent');
  });

  test.each<readonly [path: string, meant: string | undefined]>([
    ['client.ipAdress', 'client.ipAddress'],
    ['client.ip', 'client.ipAddress'],
    ['actor_alternateId', 'actor.alternateId'],
    ['securityContext.is_proxy', 'securityContext.isProxy'],
    ['device.osPlatform', 'device.os_platform'],
    ['okta.eventType', 'eventType'],
    ['okta.actor.alternate_id', 'actor.alternateId'],
    [
      'client.geographicalContext.geolocation.latitude',
      'client.geographicalContext.geolocation.lat',
    ],
    ['geographicalContext.country', 'client.geographicalContext.country'],
    ['rawUserAgent', 'client.userAgent.rawUserAgent'],
    ['actor.ipAddress', 'client.ipAddress'],
    ['client.device.foo', 'client.device'],
    ['client.zone.x', 'client.zone'],
    ['actr.id', 'actor.id'],
    ['debugContext.dtHash', 'debugContext.debugData.dtHash'],
    ['debugContext.debugDat.behaviours', 'debugContext.debugData.behaviors'],
    ['debugContext.debugData.url.x', 'debugContext.debugData.url'],
    ['target.0.id', undefined],
    ['target[type=User].alternate_id', 'target[type=User].alternateId'],
    ['targets[type=User].id', 'target.id'],
    ['request.ipChain[0].geographicalContext.cty', 'request.ipChain[0].geographicalContext.city'],
    ['target[typ=User].id', undefined],
    ['device.foo', undefined],
    ['foo', undefined],
    ['a.b.c', undefined],
    ['', undefined],
  ])('is not %s; meant was %s', (path, meant) => {
    expect(flawOfField(path, eventShape)).toMatchObject({ kind: 'absent', meant });
  });

  test.each([
    ['target[typ=User].id', ': its filter asks for "target.typ"; did you mean "target.type"?'],
    ['device.x[a=b].c', ': "device" has id, '],
    [
      'request.ipChain[ipDetails=x].ip',
      ': in its filter, "request.ipChain.ipDetails" is a map of ',
    ],
  ])('is told why its filter is met by nothing: %s', (path, why) => {
    const flaw = flawOfField(path, eventShape);
    expect(flaw && toldInEnglish(describeFlaw(path, flaw))).toContain(
      `has a field "${path}"${why}`,
    );
  });

  test('is told with what its map has, if nothing is near', () => {
    const flaw = flawOfField('outcome.foo', eventShape);
    expect(flaw && toldInEnglish(describeFlaw('outcome.foo', flaw))).toBe(
      'no System Log event has a field "outcome.foo": "outcome" has result, reason',
    );
  });

  test("is none of the alerts', and theirs are not its own", () => {
    expect(flawOfField('rule.name', eventShape)).toBeDefined();
    expect(flawOfField('rule.name', alertShape)).toBeUndefined();
    expect(flawOfField('actor.id', alertShape)).toBeUndefined();
  });

  test.each([
    ['actor', ['id', 'type', 'alternateId', 'displayName', 'login', 'detailEntry']],
    ['client.userAgent', ['rawUserAgent', 'os', 'browser']],
    [
      'target',
      ['id', 'type', 'alternateId', 'displayName', 'login', 'detailEntry', 'changeDetails'],
    ],
    ['request.ipChain.ipDetails.ipServiceCategories', ['type', 'operator', 'isAnonymous']],
  ])('that is a map has no value: %s', (path, fields) => {
    expect(flawOfField(path, eventShape)).toEqual({ kind: 'map', fields });
  });

  test.each([
    'securityContext.risk',
    'securityContext.risk.reasons',
    'target.detailEntry',
    'debugContext.debugData',
  ])('that is a map of others has a text: %s', (path) => {
    expect(flawOfField(path, eventShape)).toBeUndefined();
  });

  test('that is suggested exists', () => {
    const word = fc.constantFrom(
      'client',
      'ipAddress',
      'IP',
      'device',
      'x',
      '_id',
      'alternate',
      '',
    );
    const path = fc
      .tuple(fc.constantFrom(...known), fc.array(word, { maxLength: 2 }), fc.nat(40), fc.nat(3))
      .map(([one, more, at, gone]) => [one.slice(0, at) + one.slice(at + gone), ...more].join('.'));
    let told = 0;
    fc.assert(
      fc.property(path, (one) => {
        const meant = nearestField(one, alertShape);
        if (meant === undefined) return;
        told++;
        expect(known).toContain(meant);
        expect(follow(meant.split('.'), alertShape).shape).toBeDefined();
      }),
      { numRuns: 1000 },
    );
    expect(told).toBeGreaterThan(300);
  });

  test('means the field that it is but for its case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.infiniteStream(fc.boolean()), (path, upper) => {
        const mixed = [...path].map((sign) =>
          upper.next().value ? sign.toUpperCase() : sign.toLowerCase(),
        );
        expect(follow(mixed.join('').split('.'), alertShape).spelled).toBe(path);
      }),
      { numRuns: 500 },
    );
  });
});
