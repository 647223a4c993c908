package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
)

// references walks resolved modules and sorts every reference into built-ins,
// base documents and inputs.
type references struct {
	compiler *ast.Compiler
	known    map[string]bool
	builtins uses
	data     uses
	inputs   uses
}

func newReferences(compiler *ast.Compiler) *references {
	r := &references{compiler: compiler, known: map[string]bool{}, builtins: uses{}, data: uses{}, inputs: uses{}}
	for _, each := range compiler.Capabilities().Builtins {
		r.known[each.Name] = true
	}
	return r
}

func (r *references) walk(module *ast.Module) {
	var visitor *ast.GenericVisitor
	visitor = ast.NewGenericVisitor(func(node any) bool {
		switch node := node.(type) {
		case *ast.Package, *ast.Import, *ast.Comment, *ast.Annotations:
			return true
		case *ast.With:
			// `with data.x as y` replaces data.x, it does not read it; the value
			// is read, and may be a built-in that is to be called in its place.
			visitor.Walk(node.Value)
			return true
		case *ast.Head:
			// The head's own reference names the rule and reads nothing but the
			// terms inside it.
			for _, term := range node.Ref()[1:] {
				visitor.Walk(term)
			}
			for _, each := range []*ast.Term{node.Key, node.Value} {
				if each != nil {
					visitor.Walk(each)
				}
			}
			return true
		case *ast.Term:
			r.see(node)
		}
		return false
	})
	visitor.Walk(module)
}

func (r *references) see(term *ast.Term) {
	ref, ok := term.Value.(ast.Ref)
	if !ok || len(ref) == 0 {
		return
	}
	location := term.Location
	if location == nil {
		location = ref[0].Location
	}
	head, ok := ref[0].Value.(ast.Var)
	if !ok {
		return
	}
	switch {
	case head.Equal(ast.DefaultRootDocument.Value):
		if path := r.baseDocument(ref); path != nil {
			r.data.add(path.String(), refParts(path[1:]), location)
		}
	case head.Equal(ast.InputRootDocument.Value):
		path := ref.ConstantPrefix()
		r.inputs.add(path.String(), refParts(path[1:]), location)
	default:
		if name := ref.String(); r.known[name] {
			r.builtins.add(name, nil, location)
		}
	}
}

// baseDocument gives the part of a reference to `data` that must come from a
// document, nil where rules may answer it. data.policies[x][y] stops inside the
// tree of packages, so rules answer it; data.prices.gcp leaves the tree at
// `prices`, so no rule ever can.
func (r *references) baseDocument(ref ast.Ref) ast.Ref {
	prefix := ref.ConstantPrefix()
	node := r.compiler.RuleTree
	for _, term := range prefix {
		if len(node.Values) > 0 {
			return nil
		}
		child := node.Child(term.Value)
		if child == nil {
			if r.isPackage(prefix) {
				return nil
			}
			return prefix
		}
		node = child
	}
	return nil
}

// isPackage knows packages that hold no rule and so are not in the tree.
func (r *references) isPackage(path ast.Ref) bool {
	for _, module := range r.compiler.Modules {
		if module.Package.Path.HasPrefix(path) {
			return true
		}
	}
	return false
}
