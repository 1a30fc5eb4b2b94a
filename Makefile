# Everything here runs with Go, git and make alone; the linter is installed on first use.
.DEFAULT_GOAL := help
GO       ?= go
CORPUS   ?= ../shared/data/stories
FUZZTIME ?= 20s
COUNT    ?= 5
VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null)
TOOLS    := $(CURDIR)/.tools
LINTER   := $(TOOLS)/golangci-lint-v2.15.0
REVIEWDOG:= $(TOOLS)/reviewdog-v0.20.1/reviewdog
SARIF    := $(TOOLS)/gosec-v2.29.0/sarif-schema-2.1.0.json
ACTIONLINT:= $(TOOLS)/actionlint-v1.7.12/actionlint
CLIENTS  := $(REVIEWDOG) $(SARIF) $(ACTIONLINT)

.PHONY: help build test lint fmt fuzz bench corpus golden demo docs cross clients ci

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build bin/canvas
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o bin/canvas ./cmd/canvas

test: ## run every test
	$(GO) test ./...

lint: $(LINTER) ## check the code, its layers included
	$(GO) vet ./...
	$(LINTER) run

fmt: ## format the code
	gofmt -w cmd pkg schema examples

fuzz: ## run each fuzz target for FUZZTIME (20s)
	./.ci/fuzz $(FUZZTIME)

bench: ## measure the yardsticks, as ratios taken in one run
	$(GO) run ./cmd/bench -count $(COUNT)

corpus: ## try the story parser on the files of CORPUS
	$(GO) run ./cmd/corpus $(CORPUS)

golden: ## rewrite what the tests compare with; read the difference before you commit it
	$(GO) test ./pkg/lang ./cmd/canvas -update

demo: build ## show a first look, a rename, an undo and the history in a temporary folder
	./.ci/demo bin/canvas

docs: ## generate docs/ from the schemas and the rules
	$(GO) run ./cmd/docs docs

cross: ## build for Windows and macOS
	for os in windows darwin; do GOOS=$$os GOARCH=amd64 $(GO) vet ./... && GOOS=$$os GOARCH=arm64 $(GO) build -o /dev/null ./cmd/canvas || exit 1; done

clients: $(CLIENTS) ## try what canvas writes for other programs in these programs
	./.ci/pre-commit
	CANVAS_CLIENTS="$(CLIENTS)" $(GO) test ./cmd/canvas -run '^TestClients$$' -count 1

ci: test lint demo cross clients ## what CI runs
	./.ci/fuzz 3s
	$(GO) run ./cmd/bench -short

$(LINTER):
	GOBIN=$(TOOLS)/bin GOFLAGS= $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
	mv $(TOOLS)/bin/golangci-lint $@

# One of the modules that it needs is not in every checksum database.
$(REVIEWDOG):
	GOBIN=$(@D) GOFLAGS= GONOSUMDB=golang.org/x/build $(GO) install github.com/reviewdog/reviewdog/cmd/reviewdog@v0.20.1

# The schema that OASIS publishes, as gosec ships it to check its own reports.
$(SARIF):
	cd / && $(GO) mod download github.com/securego/gosec/v2@v2.29.0
	mkdir -p $(@D) && cp "$$($(GO) env GOMODCACHE)/github.com/securego/gosec/v2@v2.29.0/report/sarif/testdata/$(@F)" $@

$(ACTIONLINT):
	GOBIN=$(@D) GOFLAGS= $(GO) install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
