// Kit's ambient types. Nothing is added to them: there is no server side to carry locals or errors from.
declare global {
	namespace App {}
}

export {};
