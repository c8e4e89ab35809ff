import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertShape, eventShape, follow, pathsIn } from '../../src/event/shape.ts';
import { flawOfPath, nearestField } from '../../src/lint/paths.ts';

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
    'debugContext.debugData.x',
    'debugContext.debugData.behaviors.New Device',
    'debugContext.debugData.tunnels.type',
    'authenticatorContext.bindingMethod',
    'securityContext.risk.reasons',
    'client.geographicalContext.geolocation.lat',
  ])('may be %s', (path) => {
    expect(flawOfPath(path, eventShape)).toBeUndefined();
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
    ['device.foo', undefined],
    ['foo', undefined],
    ['a.b.c', undefined],
    ['', undefined],
  ])('is not %s; meant was %s', (path, meant) => {
    expect(flawOfPath(path, eventShape)?.meant).toBe(meant);
    expect(flawOfPath(path, eventShape)).toBeDefined();
  });

  test('is told with what its map has, if nothing is near', () => {
    expect(flawOfPath('outcome.foo', eventShape)?.why).toBe(': "outcome" has result, reason');
  });

  test("is none of the alerts', and theirs are not its own", () => {
    expect(flawOfPath('rule.name', eventShape)).toBeDefined();
    expect(flawOfPath('rule.name', alertShape)).toBeUndefined();
    expect(flawOfPath('actor.id', alertShape)).toBeUndefined();
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
