# callgate serve in a container, without root and without --privileged.
# docs/operations.md tells what "docker run" needs.

FROM node:20-bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ make python3 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/callgate
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# What was needed to build the native part stays behind, too.
RUN node tools/build.mjs \
  && npm uninstall --omit=dev --no-save --ignore-scripts --no-audit --no-fund node-gyp node-addon-api

FROM node:20-bookworm-slim
# python3-venv is what dependencies/update makes its folder with.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates python3 python3-jinja2 python3-venv \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 callgate \
  && useradd --uid 10001 --gid callgate --no-create-home --shell /usr/sbin/nologin callgate
COPY --from=build /opt/callgate/package.json /opt/callgate/LICENSE /opt/callgate/
COPY --from=build /opt/callgate/node_modules /opt/callgate/node_modules
COPY --from=build /opt/callgate/policy /opt/callgate/policy
COPY --from=build /opt/callgate/dist /opt/callgate/dist
ENV NODE_ENV=production \
  SANDBOX_HOST=0.0.0.0 \
  PYTHON_PATH=/usr/bin/python3 \
  NODEJS_PATH=/usr/local/bin/node
# By number: Kubernetes' runAsNonRoot believes no name.
USER 10001:10001
WORKDIR /
EXPOSE 8194
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.SANDBOX_PORT || 8194}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/callgate/dist/cli.js"]
CMD ["serve"]
