# The command calico-threat-defense, without a shell and without root. For both architectures:
#   docker buildx build --platform linux/amd64,linux/arm64 --tag calico-threat-defense .
FROM --platform=$BUILDPLATFORM node:22-alpine AS install
ARG VERSION=0.1.0
WORKDIR /app
RUN npm install --omit=dev --ignore-scripts --no-audit --no-fund "cdk8s-calico-threat-defense@${VERSION}"

FROM gcr.io/distroless/nodejs22-debian12:nonroot
COPY --from=install --chown=root:root /app/node_modules /app/node_modules
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node", "/app/node_modules/cdk8s-calico-threat-defense/bin/calico-threat-defense.js"]
CMD ["--help"]
