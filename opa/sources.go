package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// source is one Rego file. The path is only a name: nothing is read from it.
type source struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// language says which Rego the sources are written in and which built-ins they may use.
type language struct {
	// RegoVersion is "v1" (default), "v0" or "v0v1" (must be both).
	RegoVersion string `json:"regoVersion,omitempty"`
	// Capabilities is OPA's own capabilities document; CapabilitiesVersion names
	// one that OPA has stored ("v0.60.0"). Neither: those of this OPA.
	Capabilities        json.RawMessage `json:"capabilities,omitempty"`
	CapabilitiesVersion string          `json:"capabilitiesVersion,omitempty"`
	// ExperimentalKeywords turns on OPA's keywords under trial.
	ExperimentalKeywords bool `json:"experimentalKeywords,omitempty"`
	// WithoutBuiltins are taken out of the capabilities: a policy that names one
	// gets OPA's "undefined function", with the place.
	WithoutBuiltins []string `json:"withoutBuiltins,omitempty"`
}

func (l language) regoVersion() (ast.RegoVersion, error) {
	switch l.RegoVersion {
	case "", "v1":
		return ast.RegoV1, nil
	case "v0":
		return ast.RegoV0, nil
	case "v0v1":
		return ast.RegoV0CompatV1, nil
	}
	return ast.RegoUndefined, fmt.Errorf("unknown Rego version %q", l.RegoVersion)
}

func (l language) capabilities() (*ast.Capabilities, error) {
	capabilities := ast.CapabilitiesForThisVersion(ast.CapabilitiesExperimentalKeywords(l.ExperimentalKeywords))
	switch {
	case l.CapabilitiesVersion != "":
		stored, err := ast.LoadCapabilitiesVersion(l.CapabilitiesVersion)
		if err != nil {
			return nil, &refusal{code: "rego_capabilities_error", message: err.Error()}
		}
		capabilities = stored
	case len(l.Capabilities) > 0:
		given := &ast.Capabilities{}
		if err := util.UnmarshalJSON(l.Capabilities, given); err != nil {
			return nil, &refusal{code: "rego_capabilities_error", message: err.Error()}
		}
		capabilities = given
	}
	// A copy, because OPA may hand out one that it shares.
	kept := *capabilities
	kept.Builtins = slices.DeleteFunc(slices.Clone(capabilities.Builtins), func(b *ast.Builtin) bool {
		return slices.Contains(l.WithoutBuiltins, b.Name)
	})
	// Schemas must not be fetched: a check that needs a server is not a check.
	kept.AllowNet = []string{}
	return &kept, nil
}

func (l language) parserOptions() (ast.ParserOptions, error) {
	version, err := l.regoVersion()
	if err != nil {
		return ast.ParserOptions{}, err
	}
	capabilities, err := l.capabilities()
	if err != nil {
		return ast.ParserOptions{}, err
	}
	return ast.ParserOptions{RegoVersion: version, ProcessAnnotation: true, Capabilities: capabilities}, nil
}

// parse reads every source and reports the errors of all of them, not only of the first.
func parse(sources []source, options ast.ParserOptions) (map[string]*ast.Module, error) {
	modules := make(map[string]*ast.Module, len(sources))
	var problems ast.Errors
	for _, each := range sources {
		module, err := parseOne(each, options)
		var found ast.Errors
		switch {
		case errors.As(err, &found):
			problems = append(problems, found...)
		case err != nil:
			return nil, err
		default:
			modules[each.Path] = module
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return modules, nil
}

// parseOne holds a source to the two things that OPA's parser passes over: a
// file without a package (it gives nothing back) and one beyond its recursion limit.
func parseOne(each source, options ast.ParserOptions) (*ast.Module, error) {
	module, err := ast.ParseModuleWithOpts(each.Path, each.Text, options)
	var list ast.Errors
	var single *ast.Error
	switch {
	case errors.As(err, &list):
		return nil, list
	case errors.As(err, &single):
		return nil, ast.Errors{ast.NewError(single.Code, ast.NewLocation(nil, each.Path, 1, 1), "%s", single.Message)}
	case err != nil:
		return nil, ast.Errors{ast.NewError(ast.ParseErr, ast.NewLocation(nil, each.Path, 1, 1), "%v", err)}
	case module == nil:
		return nil, ast.Errors{ast.NewError(ast.ParseErr, ast.NewLocation(nil, each.Path, 1, 1), "empty module")}
	}
	return module, nil
}

// newCompiler reports every error: OPA stops at ten unless told otherwise.
func newCompiler(options ast.ParserOptions) *ast.Compiler {
	return ast.NewCompiler().
		WithCapabilities(options.Capabilities).
		WithDefaultRegoVersion(options.RegoVersion).
		SetErrorLimit(0)
}

func compileModules(compiler *ast.Compiler, modules map[string]*ast.Module) error {
	if compiler.Compile(modules); compiler.Failed() {
		return compiler.Errors
	}
	return nil
}

func sortedPaths(modules map[string]*ast.Module) []string {
	return slices.Sorted(maps.Keys(modules))
}

// place is where something stands, from 1.
type place struct {
	File   string `json:"file"`
	Row    int    `json:"row"`
	Column int    `json:"column"`
}

func placeOf(location *ast.Location) place {
	if location == nil {
		return place{}
	}
	return place{File: location.File, Row: location.Row, Column: location.Col}
}
