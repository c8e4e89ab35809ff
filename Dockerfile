FROM node:24-slim AS build
WORKDIR /build
COPY . .
RUN npm ci
RUN npm run package

FROM node:24-slim
COPY --from=build /build/oktahunt-*.tgz /tmp/
RUN npm install --global --ignore-scripts /tmp/oktahunt-*.tgz && rm /tmp/oktahunt-*.tgz && npm cache clean --force
RUN mkdir /var/lib/oktahunt && chown node:node /var/lib/oktahunt
USER node
WORKDIR /var/lib/oktahunt
VOLUME /var/lib/oktahunt
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10m CMD ["oktahunt", "health", "/tmp/health.sock"]
ENTRYPOINT ["oktahunt"]
CMD ["watch", "--store", "log", "--format", "ndjson", "--log-format", "json", "--health", "/tmp/health.sock"]
