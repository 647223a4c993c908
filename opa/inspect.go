package main

import (
	"encoding/json"

	"github.com/open-policy-agent/opa/v1/ast"
	astjson "github.com/open-policy-agent/opa/v1/ast/json"
)

type inspectResult struct {
	*facts
	// Entrypoints are the paths that METADATA marks, as `opa build -e` takes them.
	Entrypoints []string `json:"entrypoints"`
	// Required is OPA's own list of what the sources need of an evaluator.
	Required *ast.Capabilities `json:"required"`
}

var _ = register("inspect", func(c *call) (any, error) {
	var request checkRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	modules, compiler, err := checkSources(request)
	if err != nil {
		return nil, err
	}
	options, err := request.parserOptions()
	if err != nil {
		return nil, err
	}
	// The fully compiled tree has rewritten its references away; the facts are
	// those of the tree whose names are merely resolved.
	resolved, err := resolve(modules, options)
	if err != nil {
		return nil, err
	}
	facts, err := gatherFacts(modules, resolved)
	if err != nil {
		return nil, err
	}
	result := inspectResult{facts: facts, Entrypoints: []string{}, Required: compiler.Required}
	for _, each := range facts.Annotations {
		if each.Annotations.Entrypoint {
			path, err := each.Annotations.GetTargetPath().Ptr()
			if err != nil {
				return nil, err
			}
			result.Entrypoints = append(result.Entrypoints, path)
		}
	}
	return result, nil
})

type parseRequest struct {
	language
	Source    source `json:"source"`
	Locations bool   `json:"locations,omitempty"`
	// Facts asks for the package, imports and rules only.
	Facts bool `json:"facts,omitempty"`
}

// parse gives OPA's own syntax tree of one source, which need not compile.
var _ = register("parse", func(c *call) (any, error) {
	var request parseRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	options, err := request.parserOptions()
	if err != nil {
		return nil, err
	}
	module, err := parseOne(request.Source, options)
	if err != nil {
		return nil, err
	}
	file := factsOfFile(request.Source.Path, module)
	if request.Facts {
		return struct {
			File fileFacts `json:"file"`
		}{file}, nil
	}
	if request.Locations {
		all := astjson.NodeToggle{
			Term: true, Package: true, Comment: true, Import: true, Rule: true, Head: true, Expr: true,
			SomeDecl: true, Every: true, With: true, Annotations: true, AnnotationsRef: true,
		}
		astjson.SetOptions(astjson.Options{MarshalOptions: astjson.MarshalOptions{IncludeLocation: all}})
		defer astjson.SetOptions(astjson.Defaults())
	}
	tree, err := json.Marshal(module)
	if err != nil {
		return nil, err
	}
	return struct {
		File fileFacts `json:"file"`
		Tree int       `json:"tree"`
	}{file, c.attach(tree)}, nil
})
