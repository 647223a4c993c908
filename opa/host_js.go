//go:build js && wasm

// Command opa is OPA's toolbox as one WebAssembly module.
//
// It is started once by packages/rego, hands one function to its host (and
// exports two more, for built-ins: builtin_js.go) and then answers calls until the host throws it away. It reads no file, opens no
// socket and knows no clock but the one that the host gives it: everything
// that it works on arrives in a call.
package main

import (
	"encoding/json"
	"runtime/debug"
	"syscall/js"

	// Time zones travel with the program: there is no file system to read them from.
	_ "time/tzdata"
)

// The host's side of the bridge is one object, `portcullis`, on the global
// object that the host made for this program.
func main() {
	js.Global().Get("portcullis").Call("ready", js.FuncOf(serve))
	select {}
}

// serve answers serve(operation, header, attachments, progress, reply).
//
// header is JSON; attachments are an array of Uint8Array (documents, bundles)
// so that megabytes need not be JSON strings inside JSON. reply is called once
// with (header, attachments) of the same shapes. The work runs on a goroutine
// of its own because OPA may wait on channels and timers, which a function
// called by JavaScript must not do.
func serve(_ js.Value, args []js.Value) any {
	name, progress, reply := args[0].String(), args[3], args[4]
	call := call{header: copyIn(args[1])}
	for i := range args[2].Length() {
		call.attachments = append(call.attachments, copyIn(args[2].Index(i)))
	}
	call.progress = func(message any) {
		if text, err := json.Marshal(message); err == nil {
			progress.Invoke(copyOut(text))
		}
	}
	go func() {
		header, attachments := answer(name, &call)
		out := js.Global().Get("Array").New()
		for _, bytes := range attachments {
			out.Call("push", copyOut(bytes))
		}
		reply.Invoke(copyOut(header), out)
	}()
	return nil
}

// answer runs an operation and turns a panic into an answer of its own, since
// one broken policy must not take the toolbox down.
func answer(name string, call *call) (header []byte, attachments [][]byte) {
	defer func() {
		if cause := recover(); cause != nil {
			header, attachments = encodeReply(panicked(cause, debug.Stack())), nil
		}
	}()
	operation, found := operations[name]
	if !found {
		return encodeReply(reply{Problem: &problem{Kind: "usage", Message: "unknown operation " + name}}), nil
	}
	result, err := operation(call)
	if err != nil {
		return encodeReply(failed(err)), nil
	}
	return encodeReply(reply{Result: result}), call.out
}

func copyIn(value js.Value) []byte {
	bytes := make([]byte, value.Get("byteLength").Int())
	js.CopyBytesToGo(bytes, value)
	return bytes
}

func copyOut(bytes []byte) js.Value {
	value := js.Global().Get("Uint8Array").New(len(bytes))
	js.CopyBytesToJS(value, bytes)
	return value
}
