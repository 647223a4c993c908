package main

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/version"
)

type compileRequest struct {
	language
	Sources     []source `json:"sources"`
	Entrypoints []string `json:"entrypoints"`
}

type compileResult struct {
	*facts
	OPAVersion string `json:"opaVersion"`
	// Wasm is the index of the attachment that holds the module.
	Wasm int `json:"wasm"`
}

// compile makes one WebAssembly module and tells all that the sources say of
// themselves, so that nobody needs the sources again. It never optimises: OPA's
// partial evaluation was seen to change decisions (-O2) and to take every base
// document for undefined (-O1 without data).
var _ = register("compile", func(c *call) (any, error) {
	var request compileRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	options, err := request.parserOptions()
	if err != nil {
		return nil, err
	}
	modules, err := parse(request.Sources, options)
	if err != nil {
		return nil, err
	}
	// The facts come first: building a module takes the entrypoints out of it.
	resolved, err := resolve(modules, options)
	if err != nil {
		return nil, err
	}
	facts, err := gatherFacts(modules, resolved)
	if err != nil {
		return nil, err
	}
	build := buildRequest{language: request.language, Entrypoints: request.Entrypoints, Target: compile.TargetWasm}
	built, err := buildBundle(build, request.Sources, modules, options)
	if err != nil {
		return nil, err
	}
	return compileResult{facts, version.Version, c.attach(built.WasmModules[0].Raw)}, nil
})

type compileQueryRequest struct {
	language
	Sources []source `json:"sources"`
	Query   string   `json:"query"`
}

// compileQuery makes a module of a bare query, whose result set binds the
// query's variables. OPA's own conformance cases are of this shape.
var _ = register("compileQuery", func(c *call) (any, error) {
	var request compileQueryRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	options, err := request.parserOptions()
	if err != nil {
		return nil, err
	}
	modules, err := parse(request.Sources, options)
	if err != nil {
		return nil, err
	}
	settings := []func(*rego.Rego){
		rego.Query(request.Query),
		rego.SetRegoVersion(options.RegoVersion),
		rego.Capabilities(options.Capabilities),
	}
	for _, path := range sortedPaths(modules) {
		settings = append(settings, rego.ParsedModule(modules[path]))
	}
	compiled, err := rego.New(settings...).Compile(context.Background())
	if err != nil {
		return nil, err
	}
	return struct {
		Wasm int `json:"wasm"`
	}{c.attach(compiled.Bytes)}, nil
})

// buildBundle is the one place that calls OPA's bundle compiler.
func buildBundle(request buildRequest, sources []source, modules map[string]*ast.Module, options ast.ParserOptions) (*bundle.Bundle, error) {
	input := &bundle.Bundle{Data: request.data}
	input.SetRegoVersion(options.RegoVersion)
	if len(request.Roots) > 0 {
		input.Manifest.Roots = &request.Roots
	}
	input.Manifest.Init()
	texts := make(map[string]string, len(sources))
	for _, each := range sources {
		texts[each.Path] = each.Text
	}
	for _, path := range sortedPaths(modules) {
		input.Modules = append(input.Modules, bundle.ModuleFile{
			URL: path, Path: path, Parsed: modules[path], Raw: []byte(texts[path]),
		})
	}
	compiler := compile.New().
		WithBundle(input).
		WithCapabilities(options.Capabilities).
		WithRegoVersion(options.RegoVersion).
		WithTarget(request.Target).
		WithEntrypoints(request.Entrypoints...).
		WithRegoAnnotationEntrypoints(request.AnnotatedEntrypoints).
		WithOptimizationLevel(request.Optimization).
		WithPruneUnused(request.PruneUnused)
	if request.Revision != "" {
		compiler = compiler.WithRevision(request.Revision)
	}
	if request.Metadata != nil {
		compiler = compiler.WithMetadata(&request.Metadata)
	}
	err := compiler.Build(context.Background())
	if err == nil {
		return compiler.Bundle(), nil
	}
	return nil, allErrors(err, modules, options)
}

// allErrors compiles once more without a limit, because the bundle compiler
// stops at ten errors. Where the modules are sound, the fault lies elsewhere (an
// entrypoint that does not exist) and the first error stands.
func allErrors(first error, modules map[string]*ast.Module, options ast.ParserOptions) error {
	if err := compileModules(newCompiler(options), modules); err != nil {
		return err
	}
	if len(regoErrors(first)) > 0 {
		return first
	}
	return &refusal{code: "rego_build_error", message: first.Error()}
}
