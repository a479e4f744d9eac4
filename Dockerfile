# callgate serve in a container, without root and without --privileged.
# docs/operations.md tells what "docker run" needs.

FROM node:20-bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ make python3 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/callgate
COPY . .
RUN CALLGATE_SKIP_PREPARE=1 npm ci --no-audit --no-fund \
  && node tools/build.mjs \
  && CALLGATE_SKIP_PREPARE=1 npm prune --omit=dev --no-audit --no-fund \
  && rm -rf .cache native/build

FROM node:20-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates python3 python3-jinja2 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --user-group --no-create-home callgate
COPY --from=build /opt/callgate/package.json /opt/callgate/
COPY --from=build /opt/callgate/node_modules /opt/callgate/node_modules
COPY --from=build /opt/callgate/policy /opt/callgate/policy
COPY --from=build /opt/callgate/dist /opt/callgate/dist
ENV NODE_ENV=production \
  SANDBOX_HOST=0.0.0.0 \
  PYTHON_PATH=/usr/bin/python3 \
  NODEJS_PATH=/usr/local/bin/node
USER callgate
WORKDIR /
EXPOSE 8194
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8194/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/callgate/dist/cli.js"]
CMD ["serve"]
