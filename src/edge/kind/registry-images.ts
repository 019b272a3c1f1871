import { versions } from './offline/versions.ts';

/** Images of registries, by digest. Of metrics-server each architecture has its own. */
export const registryImages = {
  node: `kindest/node:v${versions.kubernetes}@sha256:08497ee19eace7b4b5348db5c6a1591d7752b164530a36f855cb0f2bdcbadd48`,
  haproxy: 'haproxy:3.2-alpine@sha256:79799e8b2977e60802774fa53d29e6b54e045402cdd8a8b9fe43923e7095a047',
  metricsServer: {
    amd64:
      'registry.k8s.io/metrics-server/metrics-server@sha256:25d291fde59974547bac6f07fa9d6cf6f5bedd1f19d60c893311c5e741e0a42f',
    arm64:
      'registry.k8s.io/metrics-server/metrics-server@sha256:d0341e07a1cf2b751e684cba68e2a0c62d3c5d2d23501fd67dc384d517ec65de',
  },
} as const;
