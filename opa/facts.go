package main

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// facts is what sources say about themselves, gathered from OPA's own syntax
// tree after names have been resolved, so that an import, an alias or a local
// variable cannot hide or feign a reference.
type facts struct {
	Files       []fileFacts      `json:"files"`
	Annotations []annotationFact `json:"annotations"`
	// Builtins are all the built-ins named, infix operators among them.
	Builtins []use `json:"builtins"`
	// Data are the paths below `data` that no rule and no package defines.
	Data []use `json:"data"`
	// Inputs are the paths below `input` that are read, up to the first part
	// that only evaluation knows.
	Inputs []use `json:"inputs"`
}

type fileFacts struct {
	File    string     `json:"file"`
	Package []string   `json:"package"`
	At      place      `json:"at"`
	Imports []string   `json:"imports"`
	Rules   []ruleFact `json:"rules"`
}

type ruleFact struct {
	// Ref is the rule's full path as Rego writes it, Name its part below the package.
	Ref     string `json:"ref"`
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Default bool   `json:"default,omitempty"`
	Args    int    `json:"args,omitempty"`
	At      place  `json:"at"`
}

type annotationFact struct {
	Scope string `json:"scope"`
	// Package is the package's path without `data`, Path the annotated thing's own.
	Package     []string         `json:"package"`
	Path        string           `json:"path"`
	At          place            `json:"at"`
	Annotations *ast.Annotations `json:"annotations"`
}

// use is a name or path with every place that uses it.
type use struct {
	Name string   `json:"name"`
	Path []string `json:"path,omitempty"`
	At   []place  `json:"at"`
}

// resolve compiles just far enough that every reference is absolute and every
// local variable has a name of its own. Types are not checked here.
func resolve(modules map[string]*ast.Module, options ast.ParserOptions) (*ast.Compiler, error) {
	compiler := newCompiler(options).WithOnlyStagesUpTo(ast.StageRewriteLocalVars)
	return compiler, compileModules(compiler, modules)
}

// gatherFacts takes parsed modules for what the author wrote and a compiler
// that has at least resolved them for what it means.
func gatherFacts(parsed map[string]*ast.Module, compiler *ast.Compiler) (*facts, error) {
	found := &facts{Files: []fileFacts{}, Annotations: []annotationFact{}}
	for _, path := range sortedPaths(parsed) {
		found.Files = append(found.Files, factsOfFile(path, parsed[path]))
	}
	annotations, err := annotationFacts(parsed)
	if err != nil {
		return nil, err
	}
	found.Annotations = annotations
	references := newReferences(compiler)
	for _, path := range sortedPaths(compiler.Modules) {
		references.walk(compiler.Modules[path])
	}
	found.Builtins = references.builtins.sorted()
	found.Data = references.data.sorted()
	found.Inputs = references.inputs.sorted()
	return found, nil
}

func factsOfFile(path string, module *ast.Module) fileFacts {
	file := fileFacts{
		File:    path,
		Package: refParts(module.Package.Path[1:]),
		At:      placeOf(module.Package.Location),
		Imports: []string{},
		Rules:   []ruleFact{},
	}
	for _, each := range module.Imports {
		file.Imports = append(file.Imports, each.Path.String())
	}
	for _, rule := range module.Rules {
		file.Rules = append(file.Rules, ruleFact{
			Ref:     module.Package.Path.Extend(rule.Head.Ref()).String(),
			Name:    rule.Head.Ref().String(),
			Kind:    kindOf(rule),
			Default: rule.Default,
			Args:    len(rule.Head.Args),
			At:      placeOf(rule.Location),
		})
	}
	return file
}

func kindOf(rule *ast.Rule) string {
	switch {
	case len(rule.Head.Args) > 0:
		return "function"
	case rule.Head.RuleKind() == ast.MultiValue:
		return "set"
	case rule.Head.DocKind() == ast.PartialObjectDoc:
		return "object"
	}
	return "value"
}

func annotationFacts(parsed map[string]*ast.Module) ([]annotationFact, error) {
	modules := make([]*ast.Module, 0, len(parsed))
	for _, path := range sortedPaths(parsed) {
		modules = append(modules, parsed[path])
	}
	set, errs := ast.BuildAnnotationSet(modules)
	if len(errs) > 0 {
		return nil, errs
	}
	facts := []annotationFact{}
	for _, each := range set.Flatten() {
		fact := annotationFact{
			Scope:       each.Annotations.Scope,
			Path:        each.Path.String(),
			At:          placeOf(each.Location),
			Annotations: each.Annotations,
		}
		if node := each.GetPackage(); node != nil {
			fact.Package = refParts(node.Path[1:])
		} else if rule := each.GetRule(); rule != nil {
			fact.Package = refParts(rule.Module.Package.Path[1:])
		}
		facts = append(facts, fact)
	}
	return facts, nil
}

// refParts gives the leading parts that are plain strings.
func refParts(ref ast.Ref) []string {
	parts := []string{}
	for _, term := range ref {
		part, ok := term.Value.(ast.String)
		if !ok {
			break
		}
		parts = append(parts, string(part))
	}
	return parts
}

// uses collects places by name.
type uses map[string]*use

func (u uses) add(name string, path []string, location *ast.Location) {
	at := placeOf(location)
	if u[name] == nil {
		u[name] = &use{Name: name, Path: path}
	}
	if !slices.Contains(u[name].At, at) {
		u[name].At = append(u[name].At, at)
	}
}

func (u uses) sorted() []use {
	list := []use{}
	for _, each := range u {
		slices.SortFunc(each.At, comparePlaces)
		list = append(list, *each)
	}
	slices.SortFunc(list, func(a, b use) int { return strings.Compare(a.Name, b.Name) })
	return list
}

func comparePlaces(a, b place) int {
	if order := strings.Compare(a.File, b.File); order != 0 {
		return order
	}
	if a.Row != b.Row {
		return a.Row - b.Row
	}
	return a.Column - b.Column
}
