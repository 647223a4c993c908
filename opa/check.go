package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

type checkRequest struct {
	language
	schemas
	Sources []source `json:"sources"`
	Strict  bool     `json:"strict,omitempty"`
}

// schemas are JSON Schemas that the type checker holds references to.
type schemas struct {
	// Schemas by their name as annotations say it: "schema" is the whole input,
	// "schema.request" one that an annotation or PackageSchemas points at.
	Schemas map[string]json.RawMessage `json:"schemas,omitempty"`
	// PackageSchemas gives a package its own: package path ("policies.cost.x")
	// to reference ("input", "data.prices") to a name in Schemas. It saves the
	// author from writing the same annotation into every policy.
	PackageSchemas map[string]map[string]string `json:"packageSchemas,omitempty"`
}

var _ = register("check", func(c *call) (any, error) {
	var request checkRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	_, _, err := checkSources(request)
	return struct{}{}, err
})

func checkSources(request checkRequest) (map[string]*ast.Module, *ast.Compiler, error) {
	options, err := request.parserOptions()
	if err != nil {
		return nil, nil, err
	}
	set, err := request.set()
	if err != nil {
		return nil, nil, err
	}
	modules, err := parse(request.Sources, options)
	if err != nil {
		return nil, nil, err
	}
	if err := request.attachTo(modules); err != nil {
		return nil, nil, err
	}
	compiler := newCompiler(options).
		WithStrict(request.Strict).
		WithEnablePrintStatements(true).
		WithUseTypeCheckAnnotations(true)
	if set != nil {
		compiler = compiler.WithSchemas(set)
	}
	return modules, compiler, compileModules(compiler, modules)
}

func (s schemas) set() (*ast.SchemaSet, error) {
	if len(s.Schemas) == 0 {
		return nil, nil
	}
	set := ast.NewSchemaSet()
	for _, name := range slices.Sorted(maps.Keys(s.Schemas)) {
		ref, err := schemaRef(name)
		if err != nil {
			return nil, err
		}
		var schema any
		if err := util.UnmarshalJSON(s.Schemas[name], &schema); err != nil {
			return nil, &refusal{code: "rego_schema_error", message: fmt.Sprintf("%s: %v", name, err)}
		}
		set.Put(ref, schema)
	}
	return set, nil
}

func schemaRef(name string) (ast.Ref, error) {
	// ast.ParseRef refuses the bare word `schema`, which is not a reference to
	// the parser; OPA writes it so itself.
	if name == "schema" {
		return ast.SchemaRootRef, nil
	}
	ref, err := ast.ParseRef(name)
	if err != nil || !ref.HasPrefix(ast.SchemaRootRef) {
		return nil, &refusal{code: "rego_schema_error", message: fmt.Sprintf("%q is not the name of a schema: want schema or schema.x", name)}
	}
	return ref, nil
}

// attachTo writes the packages' schemas into their METADATA as if the author had.
func (s schemas) attachTo(modules map[string]*ast.Module) error {
	for _, path := range sortedPaths(modules) {
		module := modules[path]
		wanted := s.PackageSchemas[packageName(module)]
		if len(wanted) == 0 {
			continue
		}
		annotations := packageAnnotations(module)
		if annotations == nil {
			// Another file of the same package may carry the METADATA.
			continue
		}
		for _, target := range slices.Sorted(maps.Keys(wanted)) {
			ref, err := schemaTarget(target)
			if err != nil {
				return err
			}
			schema, err := schemaRef(wanted[target])
			if err != nil {
				return err
			}
			annotations.Schemas = append(annotations.Schemas, &ast.SchemaAnnotation{Path: ref, Schema: schema})
		}
	}
	return nil
}

func schemaTarget(target string) (ast.Ref, error) {
	if target == "input" {
		return ast.InputRootRef, nil
	}
	ref, err := ast.ParseRef(target)
	if err != nil {
		return nil, &refusal{code: "rego_schema_error", message: fmt.Sprintf("%q is not a reference", target)}
	}
	return ref, nil
}

func packageAnnotations(module *ast.Module) *ast.Annotations {
	for _, each := range module.Annotations {
		if each.Scope == "package" {
			return each
		}
	}
	return nil
}

func packageName(module *ast.Module) string {
	name := ""
	for index, part := range refParts(module.Package.Path[1:]) {
		if index > 0 {
			name += "."
		}
		name += part
	}
	return name
}
