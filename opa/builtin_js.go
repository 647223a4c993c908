//go:build js && wasm

package main

import "unsafe"

// A policy may call thousands of built-ins in one decision, and every JavaScript
// value that Go touches costs a call of its own: by way of syscall/js a built-in
// took ten times as long as by this. Names, operands and answers so pass through
// one piece of memory that both sides can see.
var exchange = make([]byte, 64<<10)

// exchangeAt gives the address of the exchange, which holds size bytes or more
// from then on. It moves when it grows, so the host asks before each call.
//
//go:wasmexport exchangeAt
func exchangeAt(size int32) unsafe.Pointer {
	if int(size) > len(exchange) {
		exchange = make([]byte, int(size)*2)
	}
	return unsafe.Pointer(unsafe.SliceData(exchange))
}

// builtin reads a name and the text of its operands from the exchange, one behind
// the other, leaves its answer there (see callBuiltin) and returns its length.
//
//go:wasmexport builtin
func builtin(name, operands int32) int32 {
	answer := callBuiltin(string(exchange[:name]), exchange[name:name+operands])
	exchangeAt(int32(len(answer)))
	return int32(copy(exchange, answer))
}
