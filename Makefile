# What a fresh machine lacks is installed from Debian's packages; Rust and make are given.
.PHONY: demo test lint bench bench-search bench-scale torture openapi client install

# make finds pg_ctl's folder as the program does; the C compiler links and builds compression.
POSTGRES = $(firstword $(wildcard /usr/lib/postgresql/*/bin/postgres) $(shell command -v postgres))
MISSING = $(if $(POSTGRES),,postgresql) \
          $(if $(shell command -v cc),,gcc libc6-dev) \
          $(if $(shell command -v curl),,curl)
# Node 18 or later, for the TypeScript client alone; Debian has npm apart from it.
NODE = $(if $(and $(shell command -v node),$(shell command -v npm)),,nodejs npm)
CLIENT = clients/typescript
CLIENT_PACKAGES = $(CLIENT)/node_modules/.package-lock.json
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)

demo: install
	cargo run --release --quiet -- demo

test: MISSING += $(NODE)
test: install $(CLIENT_PACKAGES)
	cargo test --quiet

lint: install
	cargo fmt --check
	cargo clippy --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --document-private-items --quiet

# The speed of the read path, of imports and of exports, beside PostgreSQL doing the same by
# itself in the same run.
bench: MISSING += $(if $(shell command -v wrk),,wrk)
bench: install
	cargo build --release --quiet
	tests/bench/run
	tests/bench/bulk

# How good search and matching are, by the sets of SETS (README.md, Measuring search), and how fast as
# claims grow in number.
bench-search bench-scale: MISSING += $(if $(shell command -v python3),,python3)
bench-search bench-scale: install
	cargo build --release --quiet
	tests/bench/$(@:bench-%=%)

# The kill test, as `make test` has it but for a few minutes, with its numbers: kill -9 of the server
# under clients that retry. FACTCHECK_KILL_SEED repeats the choices of a run.
torture: export FACTCHECK_KILLS ?= 250
torture: export FACTCHECK_KILL_POSTS ?= 6000
torture: install
	cargo test --quiet --test api -- --nocapture kill::retried_posts

# The document and its inventory, after a change of the API.
openapi:
	cargo build --quiet
	target/debug/factcheck openapi > openapi/openapi.json
	target/debug/factcheck openapi --format operations > openapi/operations.txt

# The document, and the TypeScript client that is generated from it.
client: MISSING += $(NODE)
client: install openapi $(CLIENT_PACKAGES)
	cd $(CLIENT) && npm run --silent generate

# What generates and compiles the client, as its lock file has it.
$(CLIENT_PACKAGES): $(CLIENT)/package-lock.json | install
	cd $(CLIENT) && npm ci --loglevel=error
	touch $@

install:
	@if [ -n "$(strip $(MISSING))" ]; then \
		$(SUDO) apt-get update -q && \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive \
			apt-get install -q -y --no-install-recommends $(MISSING); \
	fi
